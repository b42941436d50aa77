// The reader of pictures reads: each fault it is there for is planted, and found.
#include "tests/support/picture.h"

#include "core/pipeline/engine.h"

#include <gtest/gtest.h>
#include <QGuiApplication>
#include <QPainter>

namespace gauge::ui {
namespace {

class Pictures : public ::testing::Test {
protected:
    Pictures() : fonts_(count_, arguments_)
    {
        RunInput input;
        input.text = "the cat sat on the mat";
        scene_.snapshot = Engine(processorBackends()).run(input, {});
        kind_.name = "planted";
        kind_.title = "Planted";
    }

    std::string fault() const { return test::faultOf(kind_, scene_, {200, 100}).toStdString(); }

    char name_[9] = "pictures";
    char* arguments_[2] = {name_, nullptr};
    int count_ = 1;
    QGuiApplication fonts_;
    Scene scene_;
    ViewKind kind_;
};

TEST_F(Pictures, AFailureWhoseWordsArePainted)
{
    kind_.paint = [](QPainter&, const QRectF&, const Scene&) { throw std::runtime_error("a pipe burst"); };
    EXPECT_FALSE(paintJob({&kind_, scene_, {200, 100}, 1, 0}).isNull());
    EXPECT_EQ(fault(), "planted: a pipe burst");
}

TEST_F(Pictures, ABlankOne)
{
    kind_.paint = [](QPainter& painter, const QRectF& area, const Scene&) { painter.fillRect(area, Qt::white); };
    EXPECT_EQ(fault(), "planted: a blank picture");
}

TEST_F(Pictures, ANumberThatIsNone)
{
    kind_.paint = [](QPainter& painter, const QRectF& area, const Scene&) {
        painter.drawText(area, QStringLiteral("F = nan nats"));
    };
    EXPECT_EQ(fault(), "planted: expected numbers, found 'F = nan nats'");
}

TEST_F(Pictures, ARefusalWithoutItsWords)
{
    kind_.paint = [](QPainter& painter, const QRectF& area, const Scene&) {
        painter.drawText(area, QStringLiteral("something"));
    };
    EXPECT_EQ(fault(), "");
    EXPECT_EQ(test::writtenBy(kind_, scene_, {200, 100}), QStringList{QStringLiteral("something")});
    kind_.refusal = [](const Scene&) { return QStringLiteral("nothing to show"); };
    EXPECT_EQ(fault(), "");  // who paints asks first
}

}  // namespace
}  // namespace gauge::ui
