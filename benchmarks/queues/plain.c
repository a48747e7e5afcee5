/* Models (a) and (b) of the simulator's benchmark as a C programmer writes them by hand for just these two: one desk,
   classes in order of priority, hourly arrivals, a rota whose people finish what they have in hand and then go. Counts
   waits by class (sum, histogram, share in target), people's hours, and what waits each midnight.
   Usage: plain MODEL HOURS SEED; prints customers, seconds of the processor, and the mean wait of each class. */
#include "drawing.h"

#define MOST 1048576

typedef struct { double at; int cls; } Event;
static Event heap[65536];
static int planned;

static void push(double at) {
    int i = planned++;
    while (i > 0 && heap[(i - 1) / 2].at > at) { heap[i] = heap[(i - 1) / 2]; i = (i - 1) / 2; }
    heap[i].at = at;
}

static void pop(void) {
    Event last = heap[--planned];
    int i = 0, j;
    while ((j = 2 * i + 1) < planned) {
        if (j + 1 < planned && heap[j + 1].at < heap[j].at) j++;
        if (heap[j].at >= last.at) break;
        heap[i] = heap[j];
        i = j;
    }
    heap[i] = last;
}

typedef struct { double *came; int head, tail; } Queue;
static Queue queue[3];
static double rate[3][24], at[3], next[3], median[3], sigma[3], wait_sum[3];
static long came[3], begun[3], in_target[3], histogram[3][BINS];
static int slot[3];

static void draw_next(int c, double end) {
    double need = -log(uniform());
    for (;;) {
        double r = rate[c][slot[c] % 24], room = r * (slot[c] + 1 - at[c]);
        if (need < room) { at[c] += need / r; next[c] = at[c]; return; }
        need -= room;
        at[c] = ++slot[c];
        if (at[c] > end) { next[c] = INFINITY; return; }
    }
}

int main(int argc, char **argv) {
    int a = argc > 1 && argv[1][0] == 'a', classes = a ? 1 : 3;
    double end = atof(argv[2]), now = 0, on_sum = 0, busy_sum = 0, over_sum = 0, midnight = 24, last = 0;
    state = strtoull(argv[3], 0, 10);
    for (int c = 0; c < 3; c++) queue[c].came = malloc(MOST * sizeof(double));
    static const double by_hour[24] = {0.85, 0.70, 0.55, 0.45, 0.38, 0.35, 0.42, 0.60, 0.85, 1.00, 1.05, 1.10,
                                       1.12, 1.12, 1.15, 1.25, 1.35, 1.42, 1.48, 1.50, 1.45, 1.38, 1.28, 1.20};
    static const double shares[3] = {0.45, 0.35, 0.20}, m[3] = {5, 6, 7}, s[3] = {0.6, 0.7, 0.7};
    double mean = 0;
    for (int h = 0; h < 24; h++) mean += by_hour[h] / 24;
    for (int c = 0; c < classes; c++) {
        for (int h = 0; h < 24; h++) rate[c][h] = a ? 9.0 : 850000.0 / 365 / 24 * shares[c] * by_hour[h] / mean;
        median[c] = log(m[c] / 60);
        sigma[c] = s[c];
    }
    int on = a ? 10 : 14, busy = 0, over = 0, shift = 0, shots = 0;
    static const double ends[3] = {6, 14, 22};
    static const int people[3] = {17, 23, 14};
    double change = a ? INFINITY : 6;
    long *seen = calloc((size_t)(end / 24) + 2, sizeof(long)), waiting = 0;
    clock_t begin = clock();
    for (int c = 0; c < classes; c++) draw_next(c, end);
    for (;;) {
        int c = 0;
        for (int k = 1; k < classes; k++) if (next[k] < next[c]) c = k;
        double t = next[c];
        int what = 0;
        if (planned && heap[0].at <= t) { t = heap[0].at; what = 1; }
        if (change <= t) { t = change; what = 2; }
        if (midnight < t) { t = midnight; what = 3; }
        if (t >= end) break;
        now = t;
        on_sum += on * (now - last); busy_sum += busy * (now - last); over_sum += over * (now - last);
        last = now;
        if (what == 0) {
            Queue *q = &queue[c];
            q->came[q->tail] = now;
            q->tail = (q->tail + 1) & (MOST - 1);
            waiting++;
            came[c]++;
            draw_next(c, end);
        } else if (what == 1) {
            pop();
            if (over) over--; else busy--;
        } else if (what == 2) {
            over += busy;
            busy = 0;
            on = people[shift % 3];
            shift++;
            change = 24 * (shift / 3) + ends[shift % 3];
        } else {
            seen[shots++] = waiting;
            midnight += 24;
        }
        while (busy < on && waiting) {
            int k = 0;
            while (queue[k].head == queue[k].tail) k++;
            Queue *q = &queue[k];
            double wait = now - q->came[q->head];
            q->head = (q->head + 1) & (MOST - 1);
            waiting--;
            begun[k]++;
            wait_sum[k] += wait;
            in_target[k] += wait <= 10.0 / 3600;
            histogram[k][bin_of(wait)]++;
            busy++;
            push(now + (a ? -log(uniform()) : exp(median[k] + sigma[k] * normal())));
        }
    }
    double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    printf("%ld %.6f", came[0] + came[1] + came[2], seconds);
    for (int c = 0; c < classes; c++) printf(" %.8f", wait_sum[c] / begun[c]);
    printf(" %.6f\n", busy_sum / on_sum + 0 * over_sum);
    return 0;
}
