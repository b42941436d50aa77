// The exercise of CONTRIBUTING.md: the view that it writes is one, as it stands there.
#include "core/pipeline/engine.h"
#include "tests/support/picture.h"
#include "ui/painter/axes.h"
#include "ui/scene/words.h"

#include <gtest/gtest.h>
#include <QGuiApplication>

namespace gauge::ui {

ViewKind normsView();

}  // namespace gauge::ui

#include "twelfth_view.inc"

namespace gauge::ui {
namespace {

TEST(TwelfthView, PaintsPointsAndTabulates)
{
    int count = 1;
    char name[] = "twelfth-view-tests";
    char* arguments[] = {name, nullptr};
    const QGuiApplication fonts(count, arguments);
    const ViewKind kind = normsView();
    RunInput input;
    input.text = "the cat sat on the mat";
    Scene scene;
    scene.snapshot = Engine(processorBackends()).run(input, {});
    const QSize size(420, 300);
    EXPECT_EQ(test::faultOf(kind, scene, size).toStdString(), "");
    EXPECT_TRUE(test::writtenBy(kind, scene, size).contains(QStringLiteral("cat")));
    const Hit hit = hitView(kind, QRectF(QPointF(0, 0), QSizeF(size)), scene, QPointF(105, 150));
    EXPECT_EQ(hit.tokens, std::vector<int>{1});
    const QList<QStringList> rows = tableView(kind, scene);
    ASSERT_EQ(rows.size(), 7);
    EXPECT_EQ(rows[2].back(), hit.value);
    scene.reference = scene.snapshot;
    EXPECT_EQ(test::faultOf(kind, scene, {900, 300}).toStdString(), "");
}

}  // namespace
}  // namespace gauge::ui
