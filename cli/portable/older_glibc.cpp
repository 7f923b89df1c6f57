// What the static libraries of GCC ask of a new C library. With answers of our own the program starts with older ones
// as well, down to glibc 2.34: what long-lived systems have. Linked into `whip` alone, and only with WHIP_PORTABLE.
#include <dlfcn.h>
#include <link.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>

#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 35)

namespace {

struct Search {
  std::uintptr_t address = 0;
  dl_find_object* result = nullptr;
};

// The object's segments: is the address in one, and where are the tables? Not 0 ends the walk.
int visit(dl_phdr_info* object, std::size_t /*size*/, void* data) {
  const Search& search = *static_cast<Search*>(data);
  std::uintptr_t begin = UINTPTR_MAX;
  std::uintptr_t end = 0;
  std::uintptr_t tables = 0;
  bool is_inside = false;
  for (std::size_t i = 0; i < object->dlpi_phnum; ++i) {
    const auto& segment = object->dlpi_phdr[i];
    const std::uintptr_t first = object->dlpi_addr + segment.p_vaddr;
    if (segment.p_type == PT_GNU_EH_FRAME) tables = first;
    if (segment.p_type != PT_LOAD) continue;
    const std::uintptr_t last = first + segment.p_memsz;
    is_inside = is_inside || (search.address >= first && search.address < last);
    begin = first < begin ? first : begin;
    end = last > end ? last : end;
  }
  if (!is_inside || tables == 0) return 0;
  *search.result = {};
  search.result->dlfo_map_start = reinterpret_cast<void*>(begin);
  search.result->dlfo_map_end = reinterpret_cast<void*>(end);
  search.result->dlfo_eh_frame = reinterpret_cast<void*>(tables);
  return 1;
}

}  // namespace

// glibc 2.35: where the tables for unwinding are of the object that has the address. Found as libgcc finds it where
// there is no such function.
extern "C" [[gnu::used, gnu::visibility("hidden")]] int _dl_find_object(void* address,
                                                                        dl_find_object* result) noexcept {
  Search search{reinterpret_cast<std::uintptr_t>(address), result};
  return ::dl_iterate_phdr(visit, &search) != 0 ? 0 : -1;
}

#endif
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 36)

// glibc 2.36: a number for std::random_device.
extern "C" [[gnu::used, gnu::visibility("hidden")]] std::uint32_t arc4random() noexcept {
  std::uint32_t value = 0;
  // Of so few bytes all come, or none.
  static_cast<void>(::getentropy(&value, sizeof value));
  return value;
}

#endif
