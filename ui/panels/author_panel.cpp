#include "ui/panels/author_panel.h"

#include "ui/panels/author_words.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace gauge::ui {
namespace {

constexpr int kListHeight = 132;  // of the steps, pixels

bool isUndoKey(const QKeyEvent& event)
{
    return event.matches(QKeySequence::Undo);
}

bool isRedoKey(const QKeyEvent& event)
{
    return event.matches(QKeySequence::Redo) || (event.key() == Qt::Key_Y && event.modifiers() == Qt::ControlModifier);
}

}  // namespace

AuthorPanel::AuthorPanel(AuthorDesk& desk)
    : desk_(desk), lesson_(new AuthorLessonPage(desk)), step_(new AuthorStepPage(desk))
{
    setObjectName(QStringLiteral("author-panel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(makeSteps());
    pages_ = new QStackedWidget;
    for (AuthorPage* page : std::initializer_list<AuthorPage*>{lesson_, step_}) {
        pages_->addWidget(page);
        connect(page, &AuthorPage::buildWanted, this, &AuthorPanel::buildWanted);
        connect(page, &AuthorPage::refused, this, &AuthorPanel::refused);
    }
    scroll_ = new QScrollArea;
    scroll_->setObjectName(QStringLiteral("author-scroll"));
    scroll_->setWidget(pages_);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);
    column->addWidget(scroll_, 1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(12, 4, 12, 6);
    state_ = new QLabel;
    state_->setObjectName(QStringLiteral("author-state"));
    state_->setProperty("quiet", true);
    state_->setWordWrap(true);
    next_ =
        authorButton(tr("Next fault"), QStringLiteral("author-next-fault"), tr("Goes to the next field that has a fault."));
    foot->addWidget(state_, 1);
    foot->addWidget(next_);
    column->addLayout(foot);
    connect(next_, &QToolButton::clicked, this, &AuthorPanel::nextFault);
    connect(step_, &AuthorStepPage::takeWanted, this, &AuthorPanel::takeWanted);
    connect(step_, &AuthorStepPage::goWanted, this, &AuthorPanel::goWanted);
    connect(step_, &AuthorStepPage::pointWanted, this, &AuthorPanel::pointWanted);
    connect(&desk_, &AuthorDesk::replaced, this, [this] {
        faultShown_.reset();
        faultAt_ = 0;
        refresh();
    });
    connect(&desk_, &AuthorDesk::changed, this, &AuthorPanel::refresh);
    connect(&desk_, &AuthorDesk::moved, this, [this] {
        refresh();
        scroll_->ensureVisible(0, 0);
    });
    connect(&desk_, &AuthorDesk::checkedChanged, this, &AuthorPanel::refresh);
    refresh();
}

QMenu* AuthorPanel::makeMenu()
{
    auto* menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    menu->addAction(tr("Play from the &start"), this, [this] { emit playWanted(true); });
    menu->addSeparator();
    menu->addAction(tr("&Undo"), &desk_.history(), &QUndoStack::undo);
    menu->addAction(tr("&Redo"), &desk_.history(), &QUndoStack::redo);
    menu->addSeparator();
    menu->addAction(tr("&New lesson"), this, &AuthorPanel::newWanted);
    menu->addAction(tr("&Open a lesson…"), this, &AuthorPanel::openWanted);
    menu->addAction(tr("Save &as…"), this, &AuthorPanel::saveAsWanted);
    menu->addAction(tr("&Export page…"), this, &AuthorPanel::exportWanted);
    menu->addSeparator();
    menu->addAction(tr("&Close the desk"), this, &AuthorPanel::closeWanted);
    return menu;
}

QWidget* AuthorPanel::makeHead()
{
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(4);
    name_ = new QLabel;
    name_->setObjectName(QStringLiteral("author-name"));
    name_->setTextFormat(Qt::PlainText);
    name_->setProperty("strong", true);
    auto* play = new QPushButton(tr("Play"));
    play->setObjectName(QStringLiteral("author-play"));
    play->setToolTip(tr("Plays the lesson from this step on. Leave brings you back to the desk."));
    play->setAccessibleName(tr("Play from this step"));
    save_ = new QPushButton(tr("Save"));
    save_->setObjectName(QStringLiteral("author-save"));
    save_->setToolTip(tr("Writes the lesson to its file (Ctrl+S at the desk), with the beliefs it names beside it."));
    save_->setAccessibleName(tr("Save the lesson"));
    auto* more = authorButton(tr("More"), QStringLiteral("author-more"), tr("Undo, open, save as, export, close."));
    more->setMenu(makeMenu());
    more->setPopupMode(QToolButton::InstantPopup);
    row->addWidget(name_, 1);
    row->addWidget(play);
    row->addWidget(save_);
    row->addWidget(more);
    connect(play, &QPushButton::clicked, this, [this] { emit playWanted(false); });
    connect(save_, &QPushButton::clicked, this, &AuthorPanel::saveWanted);
    return head;
}

QWidget* AuthorPanel::makeSteps()
{
    auto* holder = new QWidget;
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(12, 0, 12, 4);
    column->setSpacing(4);
    list_ = new QListWidget;
    list_->setObjectName(QStringLiteral("author-steps"));
    list_->setAccessibleName(tr("Steps of the lesson"));
    list_->setToolTip(tr("Drag a step to move it, or Alt+Up and Alt+Down. Enter shows what it begins with."));
    list_->setFixedHeight(kListHeight);
    list_->setDragDropMode(QAbstractItemView::InternalMove);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->installEventFilter(this);
    column->addWidget(list_);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    auto* add = new QPushButton(tr("Step from here"));
    add->setObjectName(QStringLiteral("author-add"));
    add->setProperty("primary", true);
    add->setToolTip(tr("A new step after this one, which begins with what the window shows now."));
    add->setAccessibleName(tr("Step from here"));
    row->addWidget(add);
    row->addStretch(1);
    const auto tool = [&](const QString& text, const char* name, const QString& called, const QString& tip, auto act) {
        QToolButton* button = authorButton(text, QLatin1String(name), tip);
        button->setAccessibleName(called);
        row->addWidget(button);
        ofStep_.push_back(button);
        connect(button, &QToolButton::clicked, this, act);
    };
    tool(QStringLiteral("↑"), "author-up", tr("Move the step up"), tr("Moves the step up (Alt+Up)."),
         [this] { moveBy(-1); });
    tool(QStringLiteral("↓"), "author-down", tr("Move the step down"), tr("Moves the step down (Alt+Down)."),
         [this] { moveBy(1); });
    tool(tr("Duplicate"), "author-duplicate", tr("Duplicate the step"), tr("The same step once more, after this one."),
         [this] { duplicate(); });
    tool(tr("Delete"), "author-delete", tr("Delete the step"), tr("Takes the step away (undo brings it back)."),
         [this] { remove(); });
    column->addLayout(row);
    connect(add, &QPushButton::clicked, this, &AuthorPanel::stepWanted);
    connect(list_, &QListWidget::currentRowChanged, this, [this](int chosen) {
        if (!filling_)
            desk_.goTo(chosen - 1);
    });
    connect(list_, &QListWidget::itemActivated, this, [this] {
        if (desk_.at() >= 0)
            emit goWanted("state");
    });
    connect(list_->model(), &QAbstractItemModel::rowsMoved, this,
            [this](const QModelIndex&, int dragged, int, const QModelIndex&, int before) {
                QTimer::singleShot(0, this, [this, dragged, before] { followDrag(dragged, before); });
            });
    return holder;
}

/// The row of the lesson itself, and one a step with the number of its faults.
void AuthorPanel::refreshList()
{
    filling_ = true;
    const int steps = static_cast<int>(stepsOf(desk_.draft()));
    while (list_->count() > steps + 1)
        delete list_->takeItem(list_->count() - 1);
    while (list_->count() < steps + 1)
        list_->addItem(new QListWidgetItem);
    for (int row = 0; row <= steps; ++row) {
        const int step = row - 1;
        QListWidgetItem* item = list_->item(row);
        const QString title = firstWords(fieldText(desk_.draft(), step, step < 0 ? "title" : "text"), 60);
        const QString named = title.isEmpty() ? tr("no words yet") : title;
        const QString said = step < 0 ? tr("Lesson: %1").arg(named) : tr("%1. %2").arg(row).arg(named);
        const int faults = desk_.faultsIn(step);
        item->setText(faults > 0 ? QStringLiteral("⚠ %1  %2").arg(faults).arg(said) : said);
        const QString counted = faults > 0 ? tr("%n faults", nullptr, faults) : tr("no faults");
        item->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2").arg(said, counted));
        item->setData(Qt::UserRole, step);
        item->setFlags(step < 0 ? Qt::ItemIsSelectable | Qt::ItemIsEnabled
                                : Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemIsDragEnabled);
    }
    list_->setCurrentRow(desk_.at() + 1);
    filling_ = false;
}

void AuthorPanel::refreshState()
{
    const QString file = desk_.path().isEmpty() ? tr("New lesson") : QFileInfo(desk_.path()).fileName();
    name_->setText(desk_.unsaved() ? file + QStringLiteral(" *") : file);
    name_->setToolTip(desk_.path());
    const auto faults = static_cast<int>(desk_.checked().faults.size());
    if (desk_.checking())
        state_->setText(tr("Checking…"));
    else
        state_->setText(faults > 0 ? tr("%n faults: each stands at its field.", nullptr, faults)
                                   : tr("No faults: all of it holds."));
    next_->setVisible(faults > 0);
    for (QToolButton* button : ofStep_)
        button->setEnabled(desk_.at() >= 0);
}

void AuthorPanel::refresh()
{
    setEnabled(desk_.open());
    if (!desk_.open())
        return;
    refreshList();
    const bool step = desk_.at() >= 0;
    pages_->setCurrentIndex(step ? 1 : 0);
    if (step)
        step_->refresh();
    else
        lesson_->refresh();
    refreshState();
}

void AuthorPanel::moveBy(int by)
{
    const int to = desk_.at() + by;
    if (desk_.at() >= 0 && to >= 0 && to < static_cast<int>(stepsOf(desk_.draft())))
        desk_.moveStep(static_cast<std::size_t>(desk_.at()), static_cast<std::size_t>(to));
}

void AuthorPanel::duplicate()
{
    if (desk_.at() < 0)
        return;
    const auto at = static_cast<std::size_t>(desk_.at());
    try {
        desk_.insertStep(at + 1, desk_.draft().lesson["steps"][at], tr("duplicate step"));
    } catch (const Error& e) {
        emit refused(QString::fromStdString(e.what()));
    }
}

void AuthorPanel::remove()
{
    if (desk_.at() >= 0)
        desk_.removeStep(static_cast<std::size_t>(desk_.at()));
}

/// A row was dropped before another one: its step has another place, and the list says it anew.
void AuthorPanel::followDrag(int row, int before)
{
    const int from = row - 1;
    const int to = std::max(0, before > row ? before - 2 : before - 1);
    if (from >= 0 && from != to)
        desk_.moveStep(static_cast<std::size_t>(from), static_cast<std::size_t>(to));
    refresh();
}

void AuthorPanel::nextFault()
{
    const auto& faults = desk_.checked().faults;
    if (faults.empty())
        return;
    if (faultShown_) {  // one that was mended has left its place to the next
        const auto same = [this](const lesson::FieldFault& f) { return std::pair(f.step, f.field) == *faultShown_; };
        const auto last = std::ranges::find_if(faults, same);
        faultAt_ = last == faults.end() ? faultAt_ : static_cast<std::size_t>(last - faults.begin()) + 1;
    }
    faultAt_ %= faults.size();
    const lesson::FieldFault fault = faults[faultAt_];
    faultShown_ = {fault.step, fault.field};
    reveal(fault.step, fault.field);
}

void AuthorPanel::reveal(int step, const std::string& field)
{
    desk_.goTo(step);
    const QString name = field.starts_with("claim ") ? QStringLiteral("author-claims") : authorName(field);
    QWidget* page = pages_->currentWidget();
    auto* widget = page->findChild<QWidget*>(name);
    if (!widget)
        return;
    widget->setFocus(Qt::OtherFocusReason);
    QTimer::singleShot(0, widget, [this, widget] { scroll_->ensureWidgetVisible(widget); });
}

void AuthorPanel::insert(const std::string& field, const QString& text, bool atEnd)
{
    for (AuthorField* one : pages_->currentWidget()->findChildren<AuthorField*>())
        if (one->field() == field)
            one->insert(text, atEnd);
}

void AuthorPanel::takeFocus()
{
    if (desk_.open() && stepsOf(desk_.draft()) == 0)
        findChild<QPushButton*>(QStringLiteral("author-add"))->setFocus(Qt::OtherFocusReason);
    else
        list_->setFocus(Qt::OtherFocusReason);
}

void AuthorPanel::setTheme(Theme theme)
{
    lesson_->setTheme(theme);
    step_->setTheme(theme);
}

/// Brought up by the list of panels there is something to write on too.
void AuthorPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!desk_.open())
        desk_.begin();
}

/// At the desk undo, redo and save are its own, whatever the menus offer.
bool AuthorPanel::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (isUndoKey(*key) || isRedoKey(*key) || key->matches(QKeySequence::Save)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void AuthorPanel::keyPressEvent(QKeyEvent* event)
{
    if (isUndoKey(*event))
        desk_.history().undo();
    else if (isRedoKey(*event))
        desk_.history().redo();
    else if (event->matches(QKeySequence::Save))
        emit saveWanted();
    else
        QWidget::keyPressEvent(event);
}

bool AuthorPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == list_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool up = key->key() == Qt::Key_Up;
        if (key->modifiers() == Qt::AltModifier && (up || key->key() == Qt::Key_Down)) {
            moveBy(up ? -1 : 1);
            return true;
        }
        if (key->key() == Qt::Key_Delete) {
            remove();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace gauge::ui
