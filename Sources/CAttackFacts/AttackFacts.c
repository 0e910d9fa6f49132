// #embed (C23) puts the file into the binary as it is, in no time: as a Swift or C literal it would take
// the compiler seconds to minutes, and a resource bundle would have to be found at run time.
#include "CAttackFacts.h"

#include <string.h>

// The compiler of Swift 6.3 knows #embed in every version of C, and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t facts[] = {
#embed "attack.facts"
};

size_t rollcall_attack_facts_count(void) { return sizeof facts; }

void rollcall_copy_attack_facts(uint8_t *bytes, size_t count) {
  memcpy(bytes, facts, count < sizeof facts ? count : sizeof facts);
}
