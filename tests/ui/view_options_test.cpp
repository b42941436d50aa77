// What is chosen for views, in files and by name: without a window.
#include "core/error.h"
#include "ui/figure/figure_recipe.h"
#include "ui/views/all_views.h"
#include "ui/views/beliefs/options.h"
#include "ui/views/view_options_json.h"

#include <gtest/gtest.h>
#include <map>
#include <set>

namespace gauge::ui {
namespace {

using nlohmann::json;

/// Keys that a view's options have in a file, with another value than at first.
std::map<std::string, json> othersOf(const ViewKind& kind)
{
    const ViewOptions fresh;
    std::map<std::string, json> others{{"zoom", 1.25}, {"centre", {0.25, 0.75}}};
    for (const auto& key : kind.keys.whole)
        others[key.key] = key.place.get(fresh) == key.least ? key.least + 1 : key.least;
    for (const auto& key : kind.keys.real)
        others[key.key] = key.place.get(fresh) + 0.25;
    for (const auto& key : kind.keys.lists)
        others[key.key] = {3, 0, 3};
    for (const auto& key : kind.keys.words)
        others[key.key] = key.words[key.words[0] == key.place.get(fresh) ? 1 : 0];
    return others;
}

TEST(ViewOptions, EveryOneIsFoundAgainInAFile)
{
    for (const ViewKind& kind : viewKinds())
        for (const auto& [key, other] : othersOf(kind)) {
            json changed = optionsJson(kind, {});
            EXPECT_NE(changed.at(key), other) << kind.name << " " << key;
            changed[key] = other;
            const ViewOptions read = optionsFromJson(kind, changed, "test");
            EXPECT_EQ(optionsJson(kind, read), changed) << kind.name << " " << key;
            EXPECT_FALSE(read == ViewOptions{}) << kind.name << " " << key;
        }
}

TEST(ViewOptions, AListIsSetByItsName)
{
    const ViewKind& holonomy = *findView(QStringLiteral("holonomy"));
    ViewOptions options;
    setOption(holonomy, options, QStringLiteral("walk"), QStringLiteral("0,8,4,0"));
    EXPECT_EQ(optionsJson(holonomy, options).at("walk"), (json{0, 8, 4, 0}));
    for (const char* wrong : {"0,-1", "cat", "0,8.5", "0,100001"})
        EXPECT_THROW(setOption(holonomy, options, QStringLiteral("walk"), QLatin1String(wrong)), Error) << wrong;
    EXPECT_EQ(optionsJson(holonomy, options).at("walk"), (json{0, 8, 4, 0}));
    setOption(holonomy, options, QStringLiteral("walk"), QString());
    EXPECT_EQ(optionsJson(holonomy, options).at("walk"), json::array());
    EXPECT_THROW(setOption(*findView(QStringLiteral("attention")), options, QStringLiteral("walk"), QStringLiteral("0")),
                 Error);
}

TEST(ViewOptions, AViewLeavesTheKeysOfOthersAlone)
{
    const ViewKind& beliefs = *findView(QStringLiteral("beliefs"));
    const json other{{"azimuth", "not a number"}, {"music", true}, {"sigma", 2}};
    const ViewOptions read = optionsFromJson(beliefs, other, "test");
    EXPECT_EQ(read.of<beliefs::Options>().sigma, 2);
    EXPECT_EQ(optionsJson(beliefs, read).at("azimuth"), 0.6);
    EXPECT_THROW(optionsFromJson(beliefs, {{"sigma", 3}}, "test"), Error);
    EXPECT_THROW(optionsFromJson(beliefs, {{"zoom", 0.5}}, "test"), Error);
}

TEST(ViewOptions, AreEqualToFreshOnesUntilSomethingIsChosen)
{
    ViewOptions touched;
    touched.of<beliefs::Options>();
    EXPECT_TRUE(touched == ViewOptions{} && ViewOptions{} == touched);
    touched.of<beliefs::Options>().trails = 0;
    EXPECT_FALSE(touched == ViewOptions{} || ViewOptions{} == touched);
    const ViewOptions copy = touched;
    touched.of<beliefs::Options>().trails = 1;
    EXPECT_EQ(copy.of<beliefs::Options>().trails, 0);
}

TEST(ViewNames, AreTheTitlesInLowerCase)
{
    for (const char* name : {"attention", "arcs", "frames", "beliefs", "consensus", "meta-tokens", "free-energy", "cost",
                             "inspector", "statistics", "next", "holonomy"}) {
        ASSERT_NE(findView(QLatin1String(name)), nullptr) << name;
        EXPECT_STREQ(findView(QLatin1String(name))->name, name);
    }
    for (const ViewKind& kind : viewKinds()) {
        const QString title = QString::fromUtf8(kind.title).toLower().replace(QLatin1Char(' '), QLatin1Char('-'));
        EXPECT_TRUE(title.contains(QLatin1String(kind.name))) << kind.name;
    }
}

TEST(ViewNames, OfEarlierVersionsAreStillUnderstood)
{
    for (const auto& [old, name] :
         {std::pair("dendrogram", "consensus"), {"tower", "meta-tokens"}, {"energy", "free-energy"}}) {
        ASSERT_NE(findView(QLatin1String(old)), nullptr) << old;
        EXPECT_STREQ(findView(QLatin1String(old))->name, name);
        EXPECT_EQ(presentName(QLatin1String(old)), QLatin1String(name));
        EXPECT_EQ(presentName(QLatin1String(old) + QStringLiteral("-2")), QLatin1String(name) + QStringLiteral("-2"));
    }
    EXPECT_EQ(findView(QStringLiteral("free")), nullptr);
    EXPECT_EQ(findView(QStringLiteral("beliefs-2")), nullptr);
    EXPECT_EQ(presentName(QStringLiteral("music-2")), QString());
}

TEST(ViewNames, APanelKnowsItsViewAndItsNumber)
{
    EXPECT_STREQ(viewOfPanel(QStringLiteral("meta-tokens"))->name, "meta-tokens");
    EXPECT_EQ(duplicateOf(QStringLiteral("meta-tokens")), QString());
    EXPECT_STREQ(viewOfPanel(QStringLiteral("meta-tokens-3"))->name, "meta-tokens");
    EXPECT_EQ(duplicateOf(QStringLiteral("meta-tokens-3")), QStringLiteral("3"));
    EXPECT_EQ(duplicateOf(QStringLiteral("tower-3")), QStringLiteral("3"));
}

TEST(ViewNames, ARecipeOfAnEarlierVersionGivesTheSameFigure)
{
    FigureSpec spec;
    spec.session.run.text = "the cat sat on the mat";
    for (const char* name : {"consensus", "meta-tokens", "free-energy"}) {
        spec.panels = {{findView(QLatin1String(name)), {}, {}}};
        const QByteArray now = recipeText(spec);
        json old = json::parse(now.toStdString());
        EXPECT_EQ(old["panels"][0]["view"], name);
        old["panels"][0]["view"] = spec.panels[0].kind->oldNames.front();
        EXPECT_EQ(recipeText(specFromRecipe(QByteArray::fromStdString(old.dump()))), now) << name;
    }
}

TEST(ViewKinds, AnswerWhatIsAskedOfEveryView)
{
    std::set<std::string> names;
    for (const ViewKind& kind : viewKinds()) {
        EXPECT_TRUE(names.insert(kind.name).second) << kind.name;
        EXPECT_TRUE(kind.title && kind.empty && kind.icon && kind.manual && kind.paint && kind.hit && kind.difference &&
                    kind.table)
            << kind.name;
        EXPECT_TRUE(kind.zoom != Zoom::Own || kind.plot) << kind.name;
        EXPECT_TRUE(!kind.turning.turns == !kind.turning.turn && !kind.turning.turns == !kind.turning.back) << kind.name;
        for (const ViewControl& control : kind.controls)
            EXPECT_TRUE(control.name && control.label && control.tip) << kind.name;
        EXPECT_EQ(kind.hands.grabs == nullptr, kind.hands.drag == nullptr) << kind.name;
        for (const ViewAction& action : kind.actions)
            EXPECT_TRUE(action.name && action.label && action.tip && action.offered && !action.parameter == !action.value &&
                        !(action.act && action.parameter))
                << kind.name;
    }
}

}  // namespace
}  // namespace gauge::ui
