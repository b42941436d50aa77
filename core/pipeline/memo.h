// One remembered result of a pure stage (DESIGN.md, idea 3).
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace gauge {

/// Remembers the last few values by key. A key holds exactly the inputs the stage reads.
template <class Value>
class Memo {
public:
    explicit Memo(std::size_t capacity = 2) : capacity_(capacity) {}

    /// The value of `key`, made by `make()` if it is not remembered. `ran` tells which happened.
    template <class Make>
    std::shared_ptr<const Value> get(const std::string& key, Make make, bool& ran)
    {
        for (std::size_t i = 0; i < kept_.size(); ++i) {
            if (kept_[i].first == key) {
                ran = false;
                return kept_[i].second;
            }
        }
        auto value = std::make_shared<const Value>(make());
        kept_.insert(kept_.begin(), {key, value});
        if (kept_.size() > capacity_)
            kept_.pop_back();
        ran = true;
        return value;
    }

private:
    std::size_t capacity_;
    std::vector<std::pair<std::string, std::shared_ptr<const Value>>> kept_;
};

}  // namespace gauge
