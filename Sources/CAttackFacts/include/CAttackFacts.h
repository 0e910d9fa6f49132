// The facts pack of ATT&CK that is part of the program (attack.facts, made by script/make-facts-pack).
#ifndef ROLLCALL_ATTACK_FACTS_H
#define ROLLCALL_ATTACK_FACTS_H

#include <stddef.h>
#include <stdint.h>

// How many bytes the pack has.
size_t rollcall_attack_facts_count(void);

// Copies the first `count` bytes of the pack, or all if there are fewer, to `bytes`.
void rollcall_copy_attack_facts(uint8_t *bytes, size_t count);

#endif
