// libcurl, loaded when the first request is made. It brings three dozen libraries along, which take longer to load than
// a small file takes to lint, and most commands speak to no server.
//
// The functions have libcurl's own names and declarations: who calls them includes <curl/curl.h> and knows nothing of
// this. Without the library there are no handles, and setting something on none is an error.
#include <curl/curl.h>
#include <dlfcn.h>

#include <cstdarg>
#include <initializer_list>

namespace {

void* library() {
  static void* const loaded = [] {
    void* found = nullptr;
    for (const char* name : {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib"}) {
      if (found == nullptr) found = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
    }
    return found;
  }();
  return loaded;
}

template <class Function>
Function* find(const char* name) {
  return library() == nullptr ? nullptr : reinterpret_cast<Function*>(::dlsym(library(), name));
}

// The option's value is one argument, as wide as a pointer: a long, a pointer, or a curl_off_t.
static_assert(sizeof(long) == sizeof(void*) && sizeof(curl_off_t) == sizeof(void*));

}  // namespace

// `real` is what the library calls so; `otherwise` the answer without it.
#define WHIP_FORWARD(name, otherwise, ...)               \
  static auto* const real = find<decltype(name)>(#name); \
  return real != nullptr ? real(__VA_ARGS__) : otherwise
#define WHIP_FORWARD_LAST(name, otherwise, last, ...) \
  std::va_list more;                                  \
  va_start(more, last);                               \
  void* const value = va_arg(more, void*);            \
  va_end(more);                                       \
  WHIP_FORWARD(name, otherwise, __VA_ARGS__, last, value)

extern "C" {

CURLcode curl_global_init(long flags) { WHIP_FORWARD(curl_global_init, CURLE_FAILED_INIT, flags); }
CURL* curl_easy_init() { WHIP_FORWARD(curl_easy_init, nullptr); }
void curl_easy_reset(CURL* curl) { WHIP_FORWARD(curl_easy_reset, void(), curl); }
void curl_easy_cleanup(CURL* curl) { WHIP_FORWARD(curl_easy_cleanup, void(), curl); }
const char* curl_easy_strerror(CURLcode code) { WHIP_FORWARD(curl_easy_strerror, "no libcurl", code); }
CURLM* curl_multi_init() { WHIP_FORWARD(curl_multi_init, nullptr); }
CURLMcode curl_multi_add_handle(CURLM* multi, CURL* curl) {
  WHIP_FORWARD(curl_multi_add_handle, CURLM_BAD_HANDLE, multi, curl);
}
CURLMcode curl_multi_remove_handle(CURLM* multi, CURL* curl) {
  WHIP_FORWARD(curl_multi_remove_handle, CURLM_BAD_HANDLE, multi, curl);
}
CURLMcode curl_multi_perform(CURLM* multi, int* running) {
  WHIP_FORWARD(curl_multi_perform, CURLM_BAD_HANDLE, multi, running);
}
CURLMcode curl_multi_poll(CURLM* multi, curl_waitfd* more, unsigned count, int timeout, int* ready) {
  WHIP_FORWARD(curl_multi_poll, CURLM_BAD_HANDLE, multi, more, count, timeout, ready);
}
CURLMcode curl_multi_wakeup(CURLM* multi) { WHIP_FORWARD(curl_multi_wakeup, CURLM_BAD_HANDLE, multi); }
CURLMsg* curl_multi_info_read(CURLM* multi, int* left) { WHIP_FORWARD(curl_multi_info_read, nullptr, multi, left); }
CURLMcode curl_multi_cleanup(CURLM* multi) { WHIP_FORWARD(curl_multi_cleanup, CURLM_BAD_HANDLE, multi); }
curl_slist* curl_slist_append(curl_slist* list, const char* text) {
  WHIP_FORWARD(curl_slist_append, nullptr, list, text);
}
void curl_slist_free_all(curl_slist* list) { WHIP_FORWARD(curl_slist_free_all, void(), list); }

// libcurl's own declarations end in an enumeration before the dots, which the standard leaves open and every ABI of
// ours passes as an int: its own definitions do the same.
#pragma GCC diagnostic ignored "-Wvarargs"
CURLcode curl_easy_setopt(CURL* curl, CURLoption option, ...) {
  WHIP_FORWARD_LAST(curl_easy_setopt, CURLE_FAILED_INIT, option, curl);
}
CURLcode curl_easy_getinfo(CURL* curl, CURLINFO info, ...) {
  WHIP_FORWARD_LAST(curl_easy_getinfo, CURLE_FAILED_INIT, info, curl);
}
CURLMcode curl_multi_setopt(CURLM* multi, CURLMoption option, ...) {
  WHIP_FORWARD_LAST(curl_multi_setopt, CURLM_BAD_HANDLE, option, multi);
}

}  // extern "C"
