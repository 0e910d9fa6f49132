#include "CByteSearch.h"

static const uint64_t none = UINT64_MAX;

// One byte after the other.
static uint64_t read_bytes(const uint8_t *bytes, size_t count) {
  uint32_t address = 0, number = 0, digits = 0, dots = 0;
  for (size_t index = 0; index < count; index++) {
    const uint8_t digit = (uint8_t)(bytes[index] - '0');
    if (digit <= 9) {
      number = 10 * number + digit;
      if (++digits > 3 || number > 255) return none;
    } else {
      if (bytes[index] != '.' || digits == 0 || ++dots > 3) return none;
      address = address << 8 | number;
      number = digits = 0;
    }
  }
  return dots == 3 && digits > 0 ? address << 8 | number : none;
}

#if defined(__x86_64__)
#include <tmmintrin.h>

// All at once, without a branch that depends on where the dots are: a wrong guess costs more than all of
// the sums. Each of the four numbers has four bytes of a vector.
__attribute__((target("ssse3"))) static uint64_t read_together(const uint8_t *bytes, size_t count) {
  const __m128i zero = _mm_setzero_si128();
  const __m128i text = _mm_loadu_si128((const __m128i *)bytes);
  const __m128i digits = _mm_sub_epi8(text, _mm_set1_epi8('0'));
  const __m128i above = _mm_subs_epu8(digits, _mm_set1_epi8(9));
  const uint32_t all = (1u << count) - 1;
  const uint32_t dots = all & (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8('.')));
  const uint32_t others = all & ~(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(above, zero));
  const uint32_t last_two = dots & (dots - 1), last = last_two & (last_two - 1);
  if (others != dots || last == 0 || (last & (last - 1)) != 0) return none;

  const uint32_t places = (uint32_t)__builtin_ctz(dots) | (uint32_t)__builtin_ctz(last_two) << 8 |
                          (uint32_t)__builtin_ctz(last) << 16 | (uint32_t)count << 24;
  const __m128i repeat = _mm_setr_epi8(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
  const __m128i ends = _mm_shuffle_epi8(_mm_cvtsi32_si128((int)places), repeat);
  const __m128i starts = _mm_slli_si128(_mm_add_epi8(ends, _mm_set1_epi8(1)), 4);
  const __m128i lengths = _mm_sub_epi8(ends, starts);
  const __m128i wrong = _mm_or_si128(_mm_cmpeq_epi8(lengths, zero),
                                     _mm_cmpgt_epi8(lengths, _mm_set1_epi8(3)));
  // Hundreds, tens, ones and nothing. A place with its upper bit set gives 0, as those before a start do.
  const __m128i from = _mm_add_epi8(ends, _mm_set1_epi32((int)0x80fffefd));
  const __m128i wanted = _mm_or_si128(from, _mm_cmpgt_epi8(starts, from));
  const __m128i weights = _mm_set1_epi32(100 | 10 << 8 | 1 << 16);
  const __m128i sums = _mm_maddubs_epi16(_mm_shuffle_epi8(digits, wanted), weights);
  const __m128i numbers = _mm_madd_epi16(sums, _mm_set1_epi16(1));
  const __m128i large = _mm_cmpgt_epi32(numbers, _mm_set1_epi32(255));
  if (_mm_movemask_epi8(_mm_or_si128(wrong, large)) != 0) return none;
  const __m128i backwards = _mm_set1_epi32(12 | 8 << 8 | 4 << 16);
  return (uint32_t)_mm_cvtsi128_si32(_mm_shuffle_epi8(numbers, backwards));
}
#endif

uint64_t rollcall_dotted_quad(const uint8_t *bytes, size_t count, size_t readable) {
  if (count < 7 || count > 15) return none;
#if defined(__x86_64__)
  if (readable >= 16 && __builtin_cpu_supports("ssse3")) return read_together(bytes, count);
#else
  (void)readable;
#endif
  return read_bytes(bytes, count);
}
