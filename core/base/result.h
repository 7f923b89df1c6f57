// A value or the error that kept us from having it: the part of `std::expected` (C++23) that we use, under the same
// member names, so that the day C++23 is the floor this file becomes one alias.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace whip {

// Why a door could not do its work. Problems in the user's Python are Diagnostics, never Errors.
enum class ErrorCode : std::uint8_t {
  io,             // a file or folder could not be read or written
  encoding,       // bytes that are not what they should be (UTF-8, JSON, ...)
  syntax,         // a text that does not follow its grammar
  configuration,  // a setting that is unknown or has a bad value
  usage,          // a command line that makes no sense
  network,        // a server that could not be reached or did not answer as agreed
  limit,          // an input beyond a documented limit
  internal,       // a defect of ours
};

struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;  // one sentence, lower case start: what was found, and what to do about it
  std::string path;     // the file it is about; empty if none
  std::uint32_t line = 0;    // 1-based; 0 if unknown
  std::uint32_t column = 0;  // 1-based, in Unicode code points; 0 if unknown
};

struct Unit {};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  T& value() & { return *std::get_if<0>(&state_); }
  const T& value() const& { return *std::get_if<0>(&state_); }
  T&& value() && { return std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const Error& error() const { return *std::get_if<1>(&state_); }
  Error& error() { return *std::get_if<1>(&state_); }
  T value_or(T fallback) const { return has_value() ? value() : std::move(fallback); }

 private:
  std::variant<T, Error> state_;
};

// The result of work that only succeeds or fails.
using Done = Result<Unit>;

}  // namespace whip
