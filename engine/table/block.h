// A growing array that is not cleared before it is written: a file and the starts of its cells are
// large, and a std::vector would write zeros over all of it first. Growing goes through realloc, which
// moves pages instead of bytes where the system can. Memory that somebody else has made (a mapped file) is
// taken over with the function that releases it.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

namespace leadwright::table {

template <class T>
class Block {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  Block() = default;
  Block(Block&& other) noexcept { swap(other); }
  Block& operator=(Block&& other) noexcept {
    Block moved(std::move(other));
    swap(moved);
    return *this;
  }
  ~Block() { release(); }

  using Release = void (*)(T* data, std::size_t capacity);
  static Block taken_over(T* data, std::size_t size, std::size_t capacity, Release release) {
    Block block;
    block.data_ = data;
    block.size_ = size;
    block.capacity_ = capacity;
    block.release_ = release;
    return block;
  }

  T* data() { return data_; }
  const T* data() const { return data_; }
  T& operator[](std::size_t i) { return data_[i]; }
  const T& operator[](std::size_t i) const { return data_[i]; }
  std::size_t size() const { return size_; }

  // Room for `n` elements in all; throws std::bad_alloc as a vector does.
  void reserve(std::size_t n) {
    if (data_ != nullptr && n <= capacity_) return;
    const bool ours = release_ == nullptr;
    void* grown = n <= static_cast<std::size_t>(-1) / sizeof(T) ? std::realloc(ours ? data_ : nullptr, n * sizeof(T)) : nullptr;
    if (grown == nullptr) throw std::bad_alloc();
    if (!ours) {
      if (size_ != 0) std::memcpy(grown, data_, size_ * sizeof(T));
      release();
      release_ = nullptr;
    }
    data_ = static_cast<T*>(grown);
    capacity_ = n;
  }
  // Room for `n` more, growing by half at least.
  void make_room(std::size_t n) {
    if (capacity_ - size_ < n) reserve(size_ + n > capacity_ + capacity_ / 2 ? size_ + n : capacity_ + capacity_ / 2);
  }
  // The first `n` elements hold what was written into the room.
  void set_size(std::size_t n) { size_ = n; }
  void push_back(T value) {
    make_room(1);
    data_[size_++] = value;
  }

 private:
  void release() {
    if (release_ != nullptr) release_(data_, capacity_);
    else std::free(data_);
  }
  void swap(Block& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    std::swap(release_, other.release_);
  }
  T* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  Release release_ = nullptr;           // none: it is std::free's
};

}  // namespace leadwright::table
