// Undo and redo of everything: whole documents, one step a gesture.
#include "ui/main_window.h"
#include "ui/panels/view_panel.h"
#include "ui/parameter_panel.h"
#include "ui/shelf.h"
#include "ui/timeline.h"
#include "ui/views/all_views.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QUndoCommand>

namespace gauge::ui {
namespace {

constexpr int kPause = 1000;  // milliseconds of rest that end a gesture made by keys or wheel

/// What kind of change it is: changes of one kind in one gesture are one step.
QString kindOf(const Document& a, const Document& b)
{
    QString kind;
    for (const ParameterInfo& info : parameterTable())
        if (parameterText(a.run.parameters, info) != parameterText(b.run.parameters, info))
            kind += QLatin1String(info.name) + QLatin1Char(' ');
    for (const auto& [name, options] : b.views)
        if (const auto before = a.views.find(name); before == a.views.end() || !(before->second == options))
            kind += QStringLiteral("view ") + name;
    const std::pair<bool, const char*> others[] = {{a.run.text != b.run.text, "text"},
                                                   {a.run.state != b.run.state, "state"},
                                                   {a.run.model != b.run.model, "model"},
                                                   {a.run.layer != b.run.layer, "layer"},
                                                   {!(a.lock == b.lock), "lock"},
                                                   {!(a.names == b.names), "names"},
                                                   {!(a.pinned == b.pinned) || a.reference != b.reference, "shelf"}};
    for (const auto& [changed, name] : others)
        if (changed)
            kind += QLatin1String(name);
    return kind;
}

}  // namespace

class DocumentStep : public QUndoCommand {
public:
    DocumentStep(MainWindow& window, Document before, Document after, int gesture)
        : window_(window), before_(std::move(before)), after_(std::move(after)), gesture_(gesture),
          kind_(kindOf(before_, after_))
    {
        setText(describeChange(before_, after_));
    }

    void undo() override { window_.restore(before_); }
    void redo() override
    {
        if (done_)
            window_.restore(after_);
        done_ = true;
    }
    int id() const override { return 1; }
    bool mergeWith(const QUndoCommand* command) override
    {
        const auto& next = static_cast<const DocumentStep&>(*command);
        if (next.gesture_ != gesture_ || next.kind_ != kind_)
            return false;
        after_ = next.after_;
        setText(describeChange(before_, after_));
        setObsolete(before_ == after_);
        return true;
    }

private:
    MainWindow& window_;
    Document before_;
    Document after_;
    int gesture_;
    QString kind_;
    bool done_ = false;
};

Document MainWindow::document() const
{
    Document d;
    d.run = input();
    d.run.curves = false;
    d.path = filePath_;
    d.defaults = panel_->defaults();
    for (const auto& [name, view] : views_)
        d.views[name] = const_cast<ViewPanel*>(view)->canvas().options();
    d.lock = lockOf(selection_.value());
    d.names = *names_;
    d.pinned = shelf_->pinned();
    d.reference = shelf_->referenceIndex();
    return d;
}

void MainWindow::commit()
{
    if (quiet_)
        return;
    Document now = document();
    if (now == committed_)
        return;
    if (!pressed_ && !timeline_->playing() && lastCommit_.elapsed() > kPause)
        ++gesture_;
    lastCommit_.restart();
    history_.push(new DocumentStep(*this, std::exchange(committed_, now), now, gesture_));
    store_.keep(now);
}

/// What followed from the last step without a hand, such as a lock let go because the text became shorter.
void MainWindow::adopt()
{
    committed_ = document();
}

void MainWindow::removeDuplicate(const QString& name)
{
    views_.erase(name);
    const auto dock = docks_.find(name);
    removeDockWidget(dock->second);
    delete dock->second;
    docks_.erase(dock);
}

void MainWindow::restore(const Document& d)
{
    const bool before = std::exchange(quiet_, true);
    file_ = d.run.state;
    filePath_ = d.path;
    model_ = d.run.model;
    fillWords();
    layer_ = d.run.layer;
    earlier_ = d.run.earlier;
    panel_->setDefaults(d.defaults);
    panel_->setParameters(d.run.parameters);
    last_ = d.run.parameters;
    {
        const QSignalBlocker quietText(text_);
        const QString text = QString::fromStdString(d.run.text);
        if (text_->toPlainText() != text)
            text_->setPlainText(text);
    }
    std::vector<QString> superfluous;
    for (const auto& [name, view] : views_)
        if (!duplicateOf(name).isEmpty() && d.views.count(name) == 0)
            superfluous.push_back(name);
    for (const QString& name : superfluous)
        removeDuplicate(name);
    for (const auto& [name, options] : d.views) {
        if (views_.count(name) == 0) {
            const QString base = QLatin1String(viewOfPanel(name)->name);
            ViewPanel* copy = addView(views_.at(base)->canvas().kind(), name);
            splitDockWidget(docks_.at(base), copy, Qt::Vertical);
            copy->show();
        }
        views_.at(name)->canvas().setOptions(options);
    }
    names_ = std::make_shared<const GroupNames>(d.names);
    shelf_->restore(d.pinned, d.reference);
    selection_.restore(d.lock);
    committed_ = document();
    quiet_ = before;
    showAll();
    request();
    store_.keep(committed_);
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress) {
        pressed_ = true;
        ++gesture_;
    } else if (event->type() == QEvent::MouseButtonRelease) {
        pressed_ = false;
    }
    return QMainWindow::eventFilter(watched, event);
}

}  // namespace gauge::ui
