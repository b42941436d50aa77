// Figures of the states that pictures have been wrong about, to be read back.
#pragma once

#include "tests/support/drawn.h"
#include "ui/figure/figure.h"

#include <functional>
#include <gtest/gtest.h>
#include <ostream>
#include <QGuiApplication>

namespace gauge::ui::test {

/// A kind of state: its name and how it is run.
struct Kind {
    const char* name;
    RunInput (*input)();
};
inline void PrintTo(const Kind& kind, std::ostream* out)
{
    *out << kind.name;
}
const std::vector<Kind>& kindsOfState();

std::shared_ptr<const Snapshot> snapshotOf(const RunInput& input);

/// A figure of one view of it, as `render` draws it.
QByteArray figure(const char* view, const ViewOptions& options, const std::shared_ptr<const Snapshot>& snapshot,
                  const QString& suffix = QStringLiteral("svg"), const FigureLook& look = {});

/// A view's options with some of its controls set.
ViewOptions with(const char* view, std::initializer_list<std::pair<const char*, int>> controls);

class ReadBack : public ::testing::Test {
protected:
    ReadBack() : fonts_(count_, arguments_) {}

private:
    char name_[10] = "read-back";
    char* arguments_[2] = {name_, nullptr};
    int count_ = 1;
    QGuiApplication fonts_;
};

/// Words instead of an exception: what was wrong with a picture; empty: nothing.
std::string faultOf(const std::function<void()>& read);

}  // namespace gauge::ui::test
