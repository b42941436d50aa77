// Large values that many hold and nobody changes: what goes from a memo into a snapshot without being copied (DESIGN.md, idea 4).
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

namespace gauge {

/// A value its copies share. Reads as the value itself; lists are indexed and walked through as they are.
template <class T>
class Shared {
public:
    Shared() : value_(nothing()) {}
    Shared(T value) : value_(std::make_shared<const T>(std::move(value))) {}
    /// A part of something that is kept alive with it.
    template <class Owner>
    Shared(const std::shared_ptr<const Owner>& owner, const T& part) : value_(owner, &part)
    {
    }

    const T& operator*() const { return *value_; }
    const T* operator->() const { return value_.get(); }
    operator const T&() const { return *value_; }

    decltype(auto) operator[](std::size_t k) const { return (*value_)[k]; }
    std::size_t size() const { return value_->size(); }
    bool empty() const { return value_->empty(); }
    decltype(auto) front() const { return value_->front(); }
    decltype(auto) back() const { return value_->back(); }
    auto begin() const { return value_->begin(); }
    auto end() const { return value_->end(); }

    /// Do both share one value?
    bool sameAs(const Shared& other) const { return value_ == other.value_; }

private:
    static const std::shared_ptr<const T>& nothing()
    {
        static const auto none = std::make_shared<const T>();
        return none;
    }

    std::shared_ptr<const T> value_;
};

}  // namespace gauge
