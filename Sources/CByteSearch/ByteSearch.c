#include "CByteSearch.h"

size_t rollcall_skip_json_container(const uint8_t *bytes, size_t count) {
  size_t index = 0, depth = 0;
  for (;;) {
    index += rollcall_find_json_structure(bytes + index, count - index);
    if (index >= count) return 0;
    const uint8_t found = bytes[index++];
    if (found == '"') {
      const size_t skipped = rollcall_skip_json_string(bytes + index, count - index);
      if (skipped == 0) return 0;
      index += skipped;
    } else if ((found | 0x20) == '{') {
      depth++;
    } else if (depth <= 1) {
      return index;
    } else {
      depth--;
    }
  }
}

// A plain loop: the compiler turns it into vector code.
size_t rollcall_count_byte(const uint8_t *bytes, size_t count, uint8_t wanted) {
  size_t total = 0;
  for (size_t index = 0; index < count; index++) total += bytes[index] == wanted;
  return total;
}
