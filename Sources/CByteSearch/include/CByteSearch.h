// Searches of 16 bytes at a time, inlined into Swift: what Swift's own SIMD types do many times
// slower (a movemask is missing there). SSE2 is part of every x86-64; other machines take the loop.
#ifndef ROLLCALL_BYTE_SEARCH_H
#define ROLLCALL_BYTE_SEARCH_H

#include <stddef.h>
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Whether every byte of bytes[0, count) is below 0x80.
static inline int rollcall_is_ascii(const uint8_t *bytes, size_t count) {
#if defined(__SSE2__)
  if (count >= 16) { // the last block may overlap the one before
    __m128i seen = _mm_loadu_si128((const __m128i *)(bytes + count - 16));
    for (size_t index = 0; index + 16 <= count; index += 16)
      seen = _mm_or_si128(seen, _mm_loadu_si128((const __m128i *)(bytes + index)));
    return _mm_movemask_epi8(seen) == 0;
  }
#endif
  uint8_t seen = 0;
  for (size_t index = 0; index < count; index++) seen |= bytes[index];
  return seen < 0x80;
}

// How many line feeds were found, and whether every byte that was looked at is below 0x80.
typedef struct {
  size_t count;
  int is_ascii;
} rollcall_feeds;

// Writes the indices of the line feeds in bytes[0, count), below 2^16, to `feeds`, which has room for
// count + 2. Of 64 bytes the first two are written whether they are there or not: to foresee how many there
// are costs more.
static inline rollcall_feeds rollcall_find_feeds(const uint8_t *bytes, size_t count, uint16_t *feeds) {
  size_t found = 0, index = 0;
  uint32_t others = 0;
#if defined(__SSE2__)
  const __m128i feed = _mm_set1_epi8('\n');
  __m128i seen = _mm_setzero_si128();
  for (; index + 64 <= count; index += 64) {
    uint64_t mask = 0;
#pragma clang loop unroll(full)
    for (int part = 0; part < 4; part++) {
      const __m128i text = _mm_loadu_si128((const __m128i *)(bytes + index + 16 * part));
      mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text, feed)) << (16 * part);
      seen = _mm_or_si128(seen, text);
    }
    const uint64_t second = mask & (mask - 1), top = (uint64_t)1 << 63;
    feeds[found] = (uint16_t)(index + (size_t)__builtin_ctzll(mask | top));
    feeds[found + 1] = (uint16_t)(index + (size_t)__builtin_ctzll(second | top));
    found += (mask != 0) + (second != 0);
    for (uint64_t rest = second & (second - 1); rest != 0; rest &= rest - 1)
      feeds[found++] = (uint16_t)(index + (size_t)__builtin_ctzll(rest));
  }
  others = (uint32_t)_mm_movemask_epi8(seen);
#endif
  for (; index < count; index++) {
    if (bytes[index] == '\n') feeds[found++] = (uint16_t)index;
    others |= bytes[index] & 0x80;
  }
  return (rollcall_feeds){found, others == 0};
}

// The IPv4 address that fills bytes[0, count), of which `readable` bytes can be read; a number above 32
// bits if it is none. Each of the four numbers has one to three digits.
uint64_t rollcall_dotted_quad(const uint8_t *bytes, size_t count, size_t readable);

// Asks for the memory at `place`, which will be read soon.
static inline void rollcall_prefetch(const void *place) { __builtin_prefetch(place); }

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

// Where HOST stands in bytes[0, count) if they end with ` HOST port NUMBER`, HOST has not more than 47 bytes and
// NUMBER not more than 15; else end is 0.
typedef struct {
  size_t start, end;
} rollcall_host;

// Index after the last space in the 16 bytes before bytes[end], which must all be there; 0 if there is none.
static inline size_t rollcall_after_space(const uint8_t *bytes, size_t end) {
#if defined(__SSE2__)
  const __m128i text = _mm_loadu_si128((const __m128i *)(bytes + end - 16));
  const unsigned spaces = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8(' ')));
  return spaces == 0 ? 0 : end - 16 + (32 - (unsigned)__builtin_clz(spaces));
#else
  for (size_t index = end; index > end - 16; index--)
    if (bytes[index - 1] == ' ') return index;
  return 0;
#endif
}

static inline rollcall_host rollcall_find_host(const uint8_t *bytes, size_t count) {
  const rollcall_host none = {0, 0};
  if (count < 40) return none;
  const size_t port = rollcall_after_space(bytes, count);
  if (port == 0 || port == count || (uint8_t)(bytes[port] - '0') > 9) return none;
  if (__builtin_memcmp(bytes + port - 6, " port", 5) != 0) return none;
  const size_t end = port - 6;
  size_t start = rollcall_after_space(bytes, end);
  for (size_t back = 16; start == 0 && back <= 32 && end >= back + 16; back += 16)
    start = rollcall_after_space(bytes, end - back);
  return start == 0 || start == end ? none : (rollcall_host){start, end};
}

// The ends of the words of `HOST PROGRAM:` or `HOST PROGRAM[PID]:` and of the whole, without its
// colon; tag_end is 0 if that does not stand in the 32 bytes.
typedef struct {
  uint32_t host_end, program_end, tag_end;
} rollcall_syslog_tag;

// In each mask bit n is set where bytes[n] is such a byte.
typedef struct {
  uint32_t spaces, ends, closes; // ' '; ' ', ':' and '['; ']'
} rollcall_tag_masks;

#if defined(__SSE2__)
static inline uint32_t rollcall_mask32(__m128i low, __m128i high) {
  return (uint32_t)_mm_movemask_epi8(low) | (uint32_t)_mm_movemask_epi8(high) << 16;
}

static inline rollcall_tag_masks rollcall_find_tag_masks(const uint8_t *bytes) {
  const __m128i space = _mm_set1_epi8(' '), colon = _mm_set1_epi8(':');
  const __m128i open = _mm_set1_epi8('['), close = _mm_set1_epi8(']');
  const __m128i low = _mm_loadu_si128((const __m128i *)bytes);
  const __m128i high = _mm_loadu_si128((const __m128i *)(bytes + 16));
  const __m128i low_spaces = _mm_cmpeq_epi8(low, space), high_spaces = _mm_cmpeq_epi8(high, space);
  const __m128i low_marks = _mm_or_si128(_mm_cmpeq_epi8(low, colon), _mm_cmpeq_epi8(low, open));
  const __m128i high_marks = _mm_or_si128(_mm_cmpeq_epi8(high, colon), _mm_cmpeq_epi8(high, open));
  return (rollcall_tag_masks){
      rollcall_mask32(low_spaces, high_spaces),
      rollcall_mask32(_mm_or_si128(low_spaces, low_marks), _mm_or_si128(high_spaces, high_marks)),
      rollcall_mask32(_mm_cmpeq_epi8(low, close), _mm_cmpeq_epi8(high, close))};
}
#else
static inline rollcall_tag_masks rollcall_find_tag_masks(const uint8_t *bytes) {
  rollcall_tag_masks masks = {0, 0, 0};
  for (unsigned index = 0; index < 32; index++) {
    const uint8_t byte = bytes[index];
    masks.spaces |= (uint32_t)(byte == ' ') << index;
    masks.ends |= (uint32_t)(byte == ' ' || byte == ':' || byte == '[') << index;
    masks.closes |= (uint32_t)(byte == ']') << index;
  }
  return masks;
}
#endif

static inline rollcall_syslog_tag rollcall_find_syslog_tag(const uint8_t *bytes) {
  const rollcall_syslog_tag none = {0, 0, 0};
  const rollcall_tag_masks masks = rollcall_find_tag_masks(bytes);
  if (masks.spaces == 0) return none;
  const uint32_t host_end = (uint32_t)__builtin_ctz(masks.spaces);
  // A colon in front of the space, or a bracket at the beginning: the line names no host.
  if (host_end == 0 || bytes[host_end - 1] == ':' || bytes[0] == '[') return none;
  const uint32_t ends = masks.ends & (~1u << host_end);
  if (ends == 0) return none;
  const uint32_t program_end = (uint32_t)__builtin_ctz(ends);
  if (program_end == host_end + 1) return none;
  if (bytes[program_end] == ':') return (rollcall_syslog_tag){host_end, program_end, program_end};
  if (bytes[program_end] != '[') return none;
  const uint32_t closes = masks.closes & (~1u << program_end);
  if (closes == 0) return none;
  const uint32_t tag_end = (uint32_t)__builtin_ctz(closes) + 1;
  if (tag_end > 31 || bytes[tag_end] != ':') return none;
  return (rollcall_syslog_tag){host_end, program_end, tag_end};
}

// Index of the first byte after the object or array that opens at bytes[0]; 0 if it does not end.
size_t rollcall_skip_json_container(const uint8_t *bytes, size_t count);

// Bit n is set where bytes[n] and bytes[n + 1] equal the two bytes, for n below 16; reads 17 bytes.
#if defined(__SSE2__)
static inline unsigned rollcall_pair_mask(const uint8_t *bytes, uint8_t first, uint8_t second) {
  const __m128i here = _mm_loadu_si128((const __m128i *)bytes);
  const __m128i next = _mm_loadu_si128((const __m128i *)(bytes + 1));
  return (unsigned)_mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(here, _mm_set1_epi8((char)first)),
                                                   _mm_cmpeq_epi8(next, _mm_set1_epi8((char)second))));
}
#endif

// Index where wanted[0, length), two bytes or more, first stands in bytes[0, count); count if it does
// not. No set-up as memmem has, so short fields take a few nanoseconds.
static inline size_t rollcall_find_bytes(const uint8_t *bytes, size_t count, const uint8_t *wanted,
                                         size_t length) {
  if (count < length) return count;
  const size_t last = count - length;
  size_t index = 0;
#if defined(__SSE2__)
  for (; index + 17 <= count; index += 16) {
    unsigned mask = rollcall_pair_mask(bytes + index, wanted[0], wanted[1]);
    for (; mask != 0; mask &= mask - 1) {
      const size_t hit = index + (size_t)__builtin_ctz(mask);
      if (hit > last) return count;
      if (__builtin_memcmp(bytes + hit, wanted, length) == 0) return hit;
    }
  }
  if (index > 0 && index <= last) { // the rest, as part of one more block that overlaps the last
    const size_t begin = count - 17;
    unsigned mask = rollcall_pair_mask(bytes + begin, wanted[0], wanted[1]) >> (index - begin);
    for (; mask != 0; mask &= mask - 1) {
      const size_t hit = index + (size_t)__builtin_ctz(mask);
      if (hit > last) return count;
      if (__builtin_memcmp(bytes + hit, wanted, length) == 0) return hit;
    }
    return count;
  }
#endif
  for (; index <= last; index++)
    if (bytes[index] == wanted[0] && __builtin_memcmp(bytes + index, wanted, length) == 0) return index;
  return count;
}

// As rollcall_find_bytes, but the last place.
static inline size_t rollcall_find_last_bytes(const uint8_t *bytes, size_t count,
                                              const uint8_t *wanted, size_t length) {
  if (count < length) return count;
  size_t end = count - length + 1; // places not looked at yet lie below
#if defined(__SSE2__)
  for (; end >= 16; end -= 16) {
    unsigned mask = rollcall_pair_mask(bytes + end - 16, wanted[0], wanted[1]);
    while (mask != 0) {
      const unsigned bit = 31 - (unsigned)__builtin_clz(mask);
      if (__builtin_memcmp(bytes + end - 16 + bit, wanted, length) == 0) return end - 16 + bit;
      mask &= ~(1u << bit);
    }
  }
#endif
  while (end > 0) {
    end--;
    if (bytes[end] == wanted[0] && __builtin_memcmp(bytes + end, wanted, length) == 0) return end;
  }
  return count;
}

// How many bytes of bytes[0, count) are `wanted`.
size_t rollcall_count_byte(const uint8_t *bytes, size_t count, uint8_t wanted);

#endif
