// Searches of 16 bytes at a time, inlined into Swift: what Swift's own SIMD types do many times
// slower (a movemask is missing there). SSE2 is part of every x86-64; other machines take the loop.
#ifndef ROLLCALL_BYTE_SEARCH_H
#define ROLLCALL_BYTE_SEARCH_H

#include <stddef.h>
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Index of the first quote or backslash in bytes[0, count); count if there is none.
static inline size_t rollcall_find_quote_or_backslash(const uint8_t *bytes, size_t count) {
  size_t index = 0;
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\');
  for (; index + 16 <= count; index += 16) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + index));
    const int mask = _mm_movemask_epi8(
        _mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, backslash)));
    if (mask != 0) return index + (size_t)__builtin_ctz((unsigned)mask);
  }
#endif
  for (; index < count; index++)
    if (bytes[index] == '"' || bytes[index] == '\\') return index;
  return count;
}

// Index of the first quote, brace or bracket in bytes[0, count); count if there is none.
static inline size_t rollcall_find_json_structure(const uint8_t *bytes, size_t count) {
  size_t index = 0;
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"'), bit = _mm_set1_epi8(0x20);
  const __m128i open = _mm_set1_epi8('{'), close = _mm_set1_epi8('}');
  for (; index + 16 <= count; index += 16) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + index));
    const __m128i folded = _mm_or_si128(block, bit); // '[' and ']' become '{' and '}'
    const int mask = _mm_movemask_epi8(_mm_or_si128(
        _mm_cmpeq_epi8(block, quote),
        _mm_or_si128(_mm_cmpeq_epi8(folded, open), _mm_cmpeq_epi8(folded, close))));
    if (mask != 0) return index + (size_t)__builtin_ctz((unsigned)mask);
  }
#endif
  for (; index < count; index++) {
    const uint8_t folded = bytes[index] | 0x20;
    if (bytes[index] == '"' || folded == '{' || folded == '}') return index;
  }
  return count;
}

// Index of the first byte after the string whose text starts at bytes[0]; 0 if it does not end.
static inline size_t rollcall_skip_json_string(const uint8_t *bytes, size_t count) {
  size_t index = 0;
  while (index < count) {
    index += rollcall_find_quote_or_backslash(bytes + index, count - index);
    if (index >= count) return 0;
    if (bytes[index] == '"') return index + 1;
    index += 2;
  }
  return 0;
}

// Index of the first byte after the object or array that opens at bytes[0]; 0 if it does not end.
size_t rollcall_skip_json_container(const uint8_t *bytes, size_t count);

// First place of wanted[0, wanted_count) in bytes[0, count), or NULL (memmem, which Swift cannot see).
const uint8_t *rollcall_find_bytes(const uint8_t *bytes, size_t count, const uint8_t *wanted,
                                   size_t wanted_count);

// How many bytes of bytes[0, count) are `wanted`.
size_t rollcall_count_byte(const uint8_t *bytes, size_t count, uint8_t wanted);

#endif
