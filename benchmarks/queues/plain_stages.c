/* Model (c) of the simulator's benchmark as a C programmer writes it by hand for just this one: six desks one after the
   other, two classes in order of priority, rework, and a look at waiting standard work every hour, at which some of it
   becomes high. Counts waits by desk and class (sum, histogram), people's hours, time in all, and what waits each midnight.
   Usage: plain_stages HOURS SEED; prints customers, seconds of the processor, and the mean wait at each desk. */
#include "drawing.h"

#define DESKS 6
#define NONE (-1)

enum { FREE, WAITING, IN_HAND };
typedef struct { double came, joined; int desk, cls, where, next, before, visit; } Crime;
static Crime *crime;
static int room, used, unused = NONE;

static int new_crime(void) {
    if (unused != NONE) { int it = unused; unused = crime[it].next; return it; }
    if (used == room) crime = realloc(crime, (size_t)(room *= 2) * sizeof(Crime));
    return used++;
}

/* What is planned: the end of work, and looks. A look at work that has been taken up since is void: `visit` tells. */
typedef struct { double at; int crime, visit; } Event;
static Event *heap;
static int planned, heap_room;

static void push(double at, int it, int visit) {
    if (planned == heap_room) heap = realloc(heap, (size_t)(heap_room *= 2) * sizeof(Event));
    int i = planned++;
    while (i > 0 && heap[(i - 1) / 2].at > at) { heap[i] = heap[(i - 1) / 2]; i = (i - 1) / 2; }
    heap[i] = (Event){at, it, visit};
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

static const int people[DESKS] = {6, 6, 3, 24, 5, 9};
static const double hours[DESKS] = {0.5, 0.5, 0.25, 2.0, 0.4, 1.0}, sigma[DESKS] = {0.5, 0.6, 0.4, 0.8, 0.5, 0.6};
/* Where work goes: up to two ways from each desk, and the share of each. */
static const int to[DESKS][2] = {{1, NONE}, {2, NONE}, {3, NONE}, {4, NONE}, {3, 5}, {3, NONE}};
static const double share[DESKS][2] = {{0.9, 0}, {0.85, 0}, {0.95, 0}, {1.0, 0}, {0.15, 0.6}, {0.05, 0}};
static const double look = 1.0, becomes_high = 0.1, rate[2] = {3.0, 6.0};

static double log_hours[DESKS], now, wait_sum[DESKS][2], busy_sum[DESKS], stay_sum[2];
static long begun[DESKS][2], waits[DESKS][2][BINS], stays[2][BINS], waiting[DESKS][2], came[2];
static int busy[DESKS], head[DESKS][2], tail[DESKS][2];

static void append(int it) {
    Crime *c = &crime[it];
    int *last = &tail[c->desk][c->cls];
    c->next = NONE;
    c->before = *last;
    if (*last == NONE) head[c->desk][c->cls] = it; else crime[*last].next = it;
    *last = it;
    waiting[c->desk][c->cls]++;
}

static void take_out(int it) {
    Crime *c = &crime[it];
    if (c->before == NONE) head[c->desk][c->cls] = c->next; else crime[c->before].next = c->next;
    if (c->next == NONE) tail[c->desk][c->cls] = c->before; else crime[c->next].before = c->before;
    waiting[c->desk][c->cls]--;
}

static void begin(int it) {
    Crime *c = &crime[it];
    int d = c->desk;
    double wait = now - c->joined;
    begun[d][c->cls]++;
    wait_sum[d][c->cls] += wait;
    waits[d][c->cls][bin_of(wait)]++;
    c->where = IN_HAND;
    c->visit++;
    busy_sum[d] -= now;
    busy[d]++;
    push(now + exp(log_hours[d] + sigma[d] * normal()), it, c->visit);
}

static void join(int it, int d) {
    Crime *c = &crime[it];
    c->desk = d;
    c->joined = now;
    if (busy[d] < people[d]) { begin(it); return; }
    c->where = WAITING;
    append(it);
    if (c->cls == 1) push(now + look, it, c->visit);
}

static void finish(int it) {
    Crime *c = &crime[it];
    int d = c->desk, onward = NONE;
    double u = uniform();
    if (u < share[d][0]) onward = to[d][0];
    else if (u < share[d][0] + share[d][1]) onward = to[d][1];
    busy_sum[d] += now;
    busy[d]--;
    if (onward != NONE) join(it, onward);
    else {
        double stay = now - c->came;
        stay_sum[c->cls] += stay;
        stays[c->cls][bin_of(stay)]++;
        c->where = FREE;
        c->next = unused;
        unused = it;
    }
    if (busy[d] < people[d]) {
        int k = head[d][0] != NONE ? 0 : 1, first = head[d][k];
        if (first != NONE) { take_out(first); begin(first); }
    }
}

int main(int argc, char **argv) {
    double end = argc > 1 ? atof(argv[1]) : 24, midnight = 24, next[2];
    state = argc > 2 ? strtoull(argv[2], 0, 10) : 1;
    crime = malloc((size_t)(room = 1024) * sizeof(Crime));
    heap = malloc((size_t)(heap_room = 4096) * sizeof(Event));
    memset(head, -1, sizeof head);
    memset(tail, -1, sizeof tail);
    for (int d = 0; d < DESKS; d++) log_hours[d] = log(hours[d]);
    long (*seen)[DESKS][2] = calloc((size_t)(end / 24) + 2, sizeof *seen), shots = 0;
    clock_t start = clock();
    for (int c = 0; c < 2; c++) next[c] = -log(uniform()) / rate[c];
    for (;;) {
        int c = next[1] < next[0];
        double t = next[c];
        int what = 0;
        if (planned && heap[0].at <= t) { t = heap[0].at; what = 1; }
        if (midnight < t) { t = midnight; what = 2; }
        if (t >= end) break;
        now = t;
        if (what == 0) {
            int it = new_crime();
            crime[it].cls = c;
            crime[it].came = now;
            came[c]++;
            next[c] = now - log(uniform()) / rate[c];
            join(it, 0);
        } else if (what == 1) {
            Event e = heap[0];
            pop();
            Crime *w = &crime[e.crime];
            if (w->visit != e.visit) continue;
            if (w->where == IN_HAND) finish(e.crime);
            else if (uniform() < becomes_high) {
                take_out(e.crime);
                w->cls = 0;
                append(e.crime);
            } else push(now + look, e.crime, w->visit);
        } else {
            memcpy(seen[shots++], waiting, sizeof waiting);
            midnight += 24;
        }
    }
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    printf("%ld %.6f", came[0] + came[1], seconds);
    for (int d = 0; d < DESKS; d++)
        printf(" %.8f", (wait_sum[d][0] + wait_sum[d][1]) / (double)(begun[d][0] + begun[d][1]));
    printf("\n");
    return 0;
}
