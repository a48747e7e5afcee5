/* What both programs need: draws, and the bin of a wait as the simulator bins it. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BINS 545

static uint64_t state;

static double uniform(void) { /* SplitMix64 */
    uint64_t z = (state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return ((double)((z ^ (z >> 31)) >> 11) + 0.5) * 0x1.0p-53;
}

static double spare;
static int has_spare;

static double normal(void) { /* Box and Muller, both of each pair */
    if (has_spare) { has_spare = 0; return spare; }
    double r = sqrt(-2.0 * log(uniform())), a = 6.283185307179586 * uniform();
    spare = r * sin(a);
    has_spare = 1;
    return r * cos(a);
}

static int bin_of(double x) {
    uint64_t bits;
    if (x <= 0) return 0;
    memcpy(&bits, &x, 8);
    long place = ((long)(bits >> 52) - 1023 + 14) * 16 + (long)((bits >> 48) & 15) + 1;
    return place < 1 ? 1 : place >= BINS ? BINS - 1 : (int)place;
}
