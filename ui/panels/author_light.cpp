#include "ui/panels/author_light.h"

#include "core/lesson/patch_json.h"
#include "ui/panels/author_field.h"
#include "ui/views/all_views.h"
#include "ui/workspace/parameter_words.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace gauge::ui {
namespace {

enum Lit { NothingLit, LitControl, LitPanel, LitView, LitToken, LitCell, LitThreshold };

QComboBox* lightBox(const QString& name, const QString& called)
{
    auto* box = new QComboBox;
    box->setObjectName(name);
    box->setAccessibleName(called);
    box->setToolTip(called);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(6);
    return box;
}

Lit kindOf(const lesson::Spotlight& light)
{
    if (!light.control.empty())
        return LitControl;
    if (!light.panel.empty())
        return LitPanel;
    if (light.cell)
        return LitCell;
    if (!light.token.empty())
        return LitToken;
    return light.threshold ? LitThreshold : LitView;
}

/// Those that such a light can fall on, with their names in files.
std::vector<std::pair<QString, QString>> targetsOf(int lit)
{
    std::vector<std::pair<QString, QString>> targets;
    if (lit == LitControl)
        for (const ParameterInfo& info : parameterTable())
            if ((info.commands & kFileOnly) == 0)
                targets.emplace_back(parameterWords(info.label), QLatin1String(info.name));
    if (lit == LitPanel)
        targets = {{AuthorLight::tr("Timeline"), QStringLiteral("timeline")},
                   {AuthorLight::tr("Source"), QStringLiteral("source")},
                   {AuthorLight::tr("Training"), QStringLiteral("training")},
                   {AuthorLight::tr("Pin as A"), QStringLiteral("compare")}};
    if (lit >= LitView)
        for (const ViewKind& kind : viewKinds())
            if (lit != LitThreshold || kind.threshold.at)
                targets.emplace_back(QCoreApplication::translate("views", kind.title), QLatin1String(kind.name));
    return targets;
}

void showItem(QComboBox& box, const QString& item)
{
    if (box.findText(item) < 0 && !item.isEmpty())
        box.addItem(item);  // a token that is not there: the fault says so
    box.setCurrentIndex(item.isEmpty() ? 0 : box.findText(item));
}

}  // namespace

AuthorLight::AuthorLight(QWidget* parent)
    : QWidget(parent), what_(lightBox(QStringLiteral("author-spotlight"), tr("What kind of thing is lit"))),
      which_(lightBox(QStringLiteral("author-spotlight-which"), tr("Which one is lit"))),
      first_(lightBox(QStringLiteral("author-spotlight-first"), tr("The token that is lit, or receives"))),
      second_(lightBox(QStringLiteral("author-spotlight-second"), tr("The token that sends"))),
      point_(authorButton(
          tr("Point at…"), QStringLiteral("author-point"),
          tr("Then click what is to be lit: a control, a view, a cell, a token, the line at θ. Esc: nothing."))),
      fault_(makeFaultLabel(QStringLiteral("author-spotlight-fault")))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* caption = new QLabel(tr("Spotlight: what is lit, and where the hand goes"));
    caption->setProperty("quiet", true);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(what_, 1);
    row->addWidget(point_);
    auto* where = new QHBoxLayout;
    where->setSpacing(4);
    for (QComboBox* box : {which_, first_, second_})
        where->addWidget(box, 1);
    column->addWidget(caption);
    column->addLayout(row);
    column->addLayout(where);
    column->addWidget(fault_);
    what_->addItems({tr("nothing"), tr("a parameter"), tr("a panel"), tr("a view"), tr("a token in a view"),
                     tr("a cell of a view"), tr("the line at θ")});
    point_->setCheckable(true);
    connect(point_, &QToolButton::clicked, this, &AuthorLight::pointWanted);
    connect(what_, &QComboBox::activated, this, [this] {
        showLists();
        choose();
    });
    for (QComboBox* box : {which_, first_, second_})
        connect(box, &QComboBox::activated, this, &AuthorLight::choose);
    showLists();
}

void AuthorLight::setPointing(bool pointing)
{
    point_->setChecked(pointing);
    point_->setText(pointing ? tr("Click it… (Esc)") : tr("Point at…"));
}

void AuthorLight::showLists()
{
    const int lit = what_->currentIndex();
    const auto targets = targetsOf(lit);
    bool same = static_cast<int>(targets.size()) == which_->count();
    for (std::size_t k = 0; same && k < targets.size(); ++k)
        same = which_->itemData(static_cast<int>(k)).toString() == targets[k].second;
    if (!same) {
        which_->clear();
        for (const auto& [label, name] : targets)
            which_->addItem(label, name);
    }
    which_->setVisible(lit != NothingLit);
    first_->setVisible(lit == LitToken || lit == LitCell);
    second_->setVisible(lit == LitCell);
}

void AuthorLight::setTokens(const QStringList& tokens)
{
    for (QComboBox* box : {first_, second_}) {
        const QString now = box->currentText();
        box->clear();
        box->addItems(tokens);
        showItem(*box, now);
    }
}

void AuthorLight::showLight(const nlohmann::json& light)
{
    lesson::Spotlight lit;
    bool any = !light.is_null();
    try {
        if (any)
            lit = lesson::spotlightFrom(light);
    } catch (const Error&) {
        any = false;  // the fault says what is wrong with it
    }
    what_->setCurrentIndex(any ? kindOf(lit) : NothingLit);
    showLists();
    if (!any)
        return;
    const QString name = QString::fromStdString(lit.control + lit.panel + lit.view);
    if (which_->findData(name) < 0)
        which_->addItem(name, name);
    which_->setCurrentIndex(which_->findData(name));
    if (!lit.token.empty())
        showItem(*first_, QString::fromStdString(lit.token));
    if (lit.cell) {
        showItem(*first_, QString::fromStdString(lit.cell->first));
        showItem(*second_, QString::fromStdString(lit.cell->second));
    }
}

lesson::Spotlight AuthorLight::light() const
{
    const int lit = what_->currentIndex();
    const std::string name = which_->currentData().toString().toStdString();
    lesson::Spotlight light;
    if (lit == LitControl)
        light.control = name;
    else if (lit == LitPanel)
        light.panel = name;
    else
        light.view = name;
    if (lit == LitToken)
        light.token = first_->currentText().toStdString();
    if (lit == LitCell)
        light.cell = std::pair(first_->currentText().toStdString(), second_->currentText().toStdString());
    light.threshold = lit == LitThreshold;
    return light;
}

void AuthorLight::choose()
{
    emit chosen(what_->currentIndex() == NothingLit ? nlohmann::json() : lesson::spotlightJson(light()));
}

void AuthorLight::setFault(const QString& fault)
{
    showFault(*fault_, fault);
}

}  // namespace gauge::ui
