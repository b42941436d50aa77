#include "ui/panels/parameter_panel.h"

#include "core/error.h"
#include "core/sweep/axis.h"
#include "ui/panels/effect_text.h"
#include "ui/panels/finding.h"
#include "ui/panels/label_drag.h"
#include "ui/panels/parameter_tip.h"
#include "ui/workspace/parameter_words.h"

#include <algorithm>
#include <array>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QSlider>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace gauge::ui {
namespace {

using Kind = ParameterInfo::Kind;

/// What everybody turns, in the order in which one meets them.
constexpr std::array<const char*, 5> kFirst{"kappa", "threshold", "alpha", "layers", "position-rate"};

constexpr int kNameWidth = 106;

/// Rows with one possible value, and those that only commands writing files read, are no use in the window.
bool belongsInWindow(const ParameterInfo& info)
{
    if ((info.commands & kFileOnly) != 0)
        return false;
    return info.kind == Kind::Choice ? info.choices.size() > 1 : info.least != info.greatest;
}

bool isFirst(const ParameterInfo& info)
{
    return std::find(kFirst.begin(), kFirst.end(), std::string_view(info.name)) != kFirst.end();
}

/// A section's name in small capitals with a hairline after it.
QWidget* makeCaption(const QString& section)
{
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    auto* caption = new QLabel(section.toUpper());
    caption->setProperty("caption", true);
    auto* line = new QFrame;
    line->setObjectName(QStringLiteral("hairline"));
    line->setFixedHeight(1);
    row->setContentsMargins(0, 8, 0, 0);
    row->addWidget(caption);
    row->addWidget(line, 1);
    return holder;
}

QLabel* quietLabel()
{
    auto* label = new QLabel;
    label->setProperty("quiet", true);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->hide();
    return label;
}

/// A sentence that becomes shorter leaves its room: nothing below moves under a hand that drags.
void keepRoom(QLabel& sentence)
{
    if (!sentence.isHidden())
        sentence.setMinimumHeight(std::max(sentence.minimumHeight(), sentence.heightForWidth(sentence.width())));
}

}  // namespace

ParameterPanel::ParameterPanel(QWidget* parent)
    : QWidget(parent), find_(new QLineEdit), more_(new QToolButton), none_(quietLabel())
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 4, 8, 8);
    column->setSpacing(6);
    addFinder(*column);
    for (const char* name : kFirst)
        addRow(*column, parameterInfo(name), nullptr);
    column->addWidget(more_, 0, Qt::AlignLeft);
    std::string section;
    QWidget* caption = nullptr;
    for (const ParameterInfo& info : parameterTable()) {
        if (!belongsInWindow(info) || isFirst(info))
            continue;
        if (std::exchange(section, info.section) != info.section) {
            caption = makeCaption(parameterWords(info.section));
            column->addWidget(caption);
        }
        addRow(*column, info, caption);
    }
    column->addWidget(none_);
    auto* reset = new QPushButton(tr("Reset parameters"));
    reset->setObjectName(QStringLiteral("reset"));
    reset->setToolTip(tr("Back to the values this example or file opened with."));
    connect(reset, &QPushButton::clicked, this, &ParameterPanel::resetWanted);
    column->addWidget(reset);
    column->addStretch(1);
    sift();
}

/// Name and value side by side; a slider below them has the whole width to travel.
void ParameterPanel::addRow(QVBoxLayout& column, const ParameterInfo& info, QWidget* caption)
{
    auto* holder = new QWidget;
    auto* grid = new QGridLayout(holder);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(0);
    auto* name = new QLabel(parameterTitle(info));
    name->setMinimumWidth(kNameWidth);
    grid->addWidget(name, 0, 0);
    QWidget* control = makeControl(info);
    grid->addWidget(control, 0, 1, qobject_cast<QDoubleSpinBox*>(control) ? Qt::AlignRight : Qt::Alignment());
    grid->setColumnStretch(1, 1);
    if (qobject_cast<QDoubleSpinBox*>(control)) {
        QSlider* slider = makeSlider(info);
        grid->addWidget(slider, 1, 0, 1, 2);
        adorn(info, *slider);
        controls_[info.name].emplace_back(slider);
    }
    if (std::string_view(info.name) == "connection")
        grid->addWidget(makeAmounts(info), 1, 0, 1, 2);
    QLabel* effect = quietLabel();
    effect->setObjectName(QLatin1String(info.name) + QStringLiteral("-effect"));
    grid->addWidget(effect, 2, 0, 1, 2);
    adorn(info, *name);
    if (sweepRefusal(info).empty())
        new LabelDrag(*name, info);
    adorn(info, *control);
    for (QWidget* part : control->findChildren<QWidget*>())
        adorn(info, *part);
    controls_[info.name].emplace_back(control);
    rows_.push_back({&info, holder, control, effect, caption, 0});
    column.addWidget(holder);
}

/// A control or its name, as everybody finds it: tip, manual passage, name for those who hear it; a double-click resets.
void ParameterPanel::adorn(const ParameterInfo& info, QWidget& part)
{
    part.setToolTip(parameterTip(info, defaults_));
    part.setProperty("help", QLatin1String(info.name));
    part.setAccessibleName(parameterWords(info.label));
    if (qobject_cast<QSlider*>(&part) || qobject_cast<QLabel*>(&part)) {
        part.setProperty("parameter", QLatin1String(info.name));
        part.installEventFilter(this);
    }
}

/// The field that finds among all, and the button that folds the rest.
void ParameterPanel::addFinder(QVBoxLayout& column)
{
    more_->setObjectName(QStringLiteral("more-parameters"));
    more_->setCheckable(true);
    more_->setToolTip(tr("Shows or folds away the parameters that are turned less often."));
    find_->setObjectName(QStringLiteral("find-parameter"));
    find_->setPlaceholderText(tr("Find a parameter…"));
    find_->setToolTip(tr("By its name, symbol or what it does, such as kappa, mask or temperature; Esc shows all again."));
    find_->setAccessibleName(tr("Find a parameter"));
    find_->setClearButtonEnabled(true);
    for (auto* clear : find_->findChildren<QToolButton*>()) {
        clear->setToolTip(tr("Shows all parameters again."));
        clear->setAccessibleName(tr("Clear"));
    }
    find_->installEventFilter(this);
    column.addWidget(find_);
    connect(more_, &QToolButton::toggled, this, &ParameterPanel::sift);
    connect(find_, &QLineEdit::textChanged, this, &ParameterPanel::sift);
}

void ParameterPanel::setUnfolded(bool unfolded)
{
    more_->setChecked(unfolded);
}

bool ParameterPanel::unfolded() const
{
    return more_->isChecked();
}

/// What is looked for is shown wherever it lies; else the first ones, and the rest where it is unfolded.
void ParameterPanel::sift()
{
    const QString words = find_->text().trimmed();
    std::map<QWidget*, bool> captions;
    bool any = false;
    for (Row& row : rows_) {
        const bool shown = words.isEmpty() ? !row.caption || unfolded() : finds(words, *row.info);
        row.widget->setVisible(shown);
        if (shown)
            tellEffect(row);
        any = any || shown;
        if (row.caption)
            captions[row.caption] = captions[row.caption] || shown;
    }
    for (const auto& [caption, shown] : captions)
        caption->setVisible(shown);
    none_->setVisible(!any);
    none_->setText(tr("No parameter is called “%1” or says so of itself. Esc shows all again.").arg(words));
    countChanged();
}

/// What is folded away and not as it began is counted: nothing hidden changes a picture unsaid.
void ParameterPanel::countChanged()
{
    const auto changed = std::count_if(rows_.begin(), rows_.end(), [&](const Row& row) {
        return row.caption && parameterText(parameters_, *row.info) != parameterText(defaults_, *row.info);
    });
    more_->setText(changed > 0 && !unfolded() ? tr("more · %1 changed").arg(changed) : tr("more"));
    more_->setAccessibleName(changed > 0 ? tr("More parameters, %1 changed").arg(changed) : tr("More parameters"));
}

void ParameterPanel::reveal(const QString& name)
{
    if (bringIntoView(name))
        find(name)->control->setFocus(Qt::ShortcutFocusReason);
}

QWidget* ParameterPanel::makeTwin(const QString& name)
{
    const ParameterInfo& info = parameterInfo(name.toStdString());
    QWidget* twin = makeControl(info);
    if (auto* choice = qobject_cast<QComboBox*>(twin))
        choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    if (auto* flag = qobject_cast<QCheckBox*>(twin))
        flag->setText(parameterWords(info.label));
    twin->setObjectName(name + QStringLiteral("-twin"));
    twin->setToolTip(parameterTip(info, defaults_));
    twin->setAccessibleName(parameterWords(info.label));
    twin->setProperty("help", name);
    controls_[info.name].emplace_back(twin);
    showWhether(*twin, info.name);
    showRefused(info.name);
    return twin;
}

void ParameterPanel::setText(const QString& name, const QString& value)
{
    set(parameterInfo(name.toStdString()), value.toStdString());
}

void ParameterPanel::set(const ParameterInfo& info, const std::string& text)
{
    const Parameters before = parameters_;
    try {
        setParameter(parameters_, info, text);
        resolve(parameters_);
    } catch (const Error& e) {
        parameters_ = before;
        emit refused(QString::fromUtf8(e.what()));
    }
    show(info);
    countChanged();
    if (!(parameters_ == before))
        emit changed();
}

void ParameterPanel::show(const ParameterInfo& info)
{
    for (const auto& refresh : refresh_.at(info.name))
        refresh();
}

void ParameterPanel::setInapplicable(const std::map<std::string, std::string>& why)
{
    if (why == inapplicable_)
        return;
    inapplicable_ = why;
    for (const auto& [name, controls] : controls_)
        for (const QPointer<QWidget>& control : controls)
            if (control)
                showWhether(*control, name);
}

/// A control that means nothing now says why before what it says anyway.
void ParameterPanel::showWhether(QWidget& control, const std::string& name) const
{
    const auto reason = inapplicable_.find(name);
    const QString why = reason == inapplicable_.end() ? QString() : QString::fromStdString(reason->second);
    control.setEnabled(why.isEmpty());
    QList<QWidget*> parts = control.findChildren<QWidget*>();
    parts.append(&control);
    for (QWidget* part : parts) {
        const QString before = part->property("why").toString();
        if (before == why)
            continue;
        const QString own = before.isEmpty() ? part->toolTip() : part->property("tip").toString();
        part->setProperty("tip", own);
        part->setProperty("why", why);
        part->setToolTip(why.isEmpty() ? own : why + QStringLiteral("<br>") + own);
    }
}

void ParameterPanel::setParameters(const Parameters& parameters)
{
    parameters_ = parameters;
    for (const auto& [name, controls] : refresh_)
        for (const auto& refresh : controls)
            refresh();
    countChanged();
}

/// Tips say what a double-click goes back to.
void ParameterPanel::setDefaults(const Parameters& defaults)
{
    if (defaults == defaults_)
        return;
    giveRoomBack();  // it is another text or file
    const Parameters before = std::exchange(defaults_, defaults);
    for (const Row& row : rows_) {
        const QString old = parameterTip(*row.info, before);
        const QString tip = parameterTip(*row.info, defaults_);
        for (QWidget* part : row.widget->findChildren<QWidget*>()) {
            part->setToolTip(part->toolTip().replace(old, tip));
            part->setProperty("tip", part->property("tip").toString().replace(old, tip));
        }
    }
    countChanged();
}

void ParameterPanel::tellEffects(const std::shared_ptr<const Snapshot>& snapshot)
{
    snapshot_ = snapshot;
    ++run_;
    for (Row& row : rows_)
        if (!row.widget->isHidden())
            tellEffect(row);
}

void ParameterPanel::giveRoomBack()
{
    for (const Row& row : rows_) {
        row.effect->setMinimumHeight(0);
        row.effect->setVisible(!row.effect->text().isEmpty());
    }
}

void ParameterPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        giveRoomBack();
}

/// Those that are folded away are told once they are looked at.
void ParameterPanel::tellEffect(Row& row)
{
    if (std::exchange(row.told, run_) == run_)
        return;
    const QString text = snapshot_ ? effectText(row.info->name, *snapshot_) : QString();
    row.effect->setText(text);
    if (!text.isEmpty())
        row.effect->show();
    keepRoom(*row.effect);
    row.control->setAccessibleDescription(text);
}

bool ParameterPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonDblClick && watched != find_) {
        const ParameterInfo& info = parameterInfo(watched->property("parameter").toString().toStdString());
        set(info, parameterText(defaults_, info));
        return true;
    }
    if (watched == find_ && event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && !find_->text().isEmpty()) {
        find_->clear();
        event->accept();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace gauge::ui
