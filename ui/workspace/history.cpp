#include "ui/workspace/history.h"

#include <QUndoCommand>
#include <utility>

namespace gauge::ui {
namespace {

constexpr int kMostSteps = 500;
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
    for (const auto& [name, options] : a.views)
        if (!b.views.contains(name))
            kind += QStringLiteral("closed ") + name;
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

class DocumentStep : public QUndoCommand {
public:
    DocumentStep(const std::function<void(const Document&)>& restore, Document before, Document after, int gesture,
                 const QString& kind)
        : restore_(restore), before_(std::move(before)), after_(std::move(after)), gesture_(gesture),
          kind_(kind.isEmpty() ? kindOf(before_, after_) : kind)
    {
        setText(describeChange(before_, after_).replace(QLatin1Char('&'), QStringLiteral("&&")));
    }

    void undo() override { restore_(before_); }
    void redo() override
    {
        if (done_)
            restore_(after_);
        done_ = true;
    }
    int id() const override { return 1; }
    bool mergeWith(const QUndoCommand* command) override
    {
        const auto& next = static_cast<const DocumentStep&>(*command);
        if (next.gesture_ != gesture_ || next.kind_ != kind_)
            return false;
        after_ = next.after_;
        setText(describeChange(before_, after_).replace(QLatin1Char('&'), QStringLiteral("&&")));
        setObsolete(before_ == after_);
        return true;
    }

private:
    const std::function<void(const Document&)>& restore_;
    Document before_;
    Document after_;
    int gesture_;
    QString kind_;
    bool done_ = false;
};

}  // namespace

History::History(std::function<void(const Document&)> restore) : restore_(std::move(restore))
{
    last_.start();
    use(std::make_unique<QUndoStack>());
    stack_->setUndoLimit(kMostSteps);
}

void History::use(std::unique_ptr<QUndoStack> stack)
{
    group_.addStack(stack.get());
    group_.setActiveStack(stack.get());
    stack_ = std::move(stack);
}

History::Past History::putAside()
{
    Past past{std::move(stack_), committed_};
    use(std::make_unique<QUndoStack>());
    stack_->setUndoLimit(kMostSteps);
    return past;
}

void History::takeBack(Past past)
{
    use(std::move(past.stack));
    committed_ = std::move(past.committed);
    ++gesture_;
}

bool History::commit(const Document& now, bool playing, const QString& kind)
{
    if (now == committed_)
        return false;
    if (!pressed_ && !playing && last_.elapsed() > kPause)
        ++gesture_;
    last_.restart();
    stack_->push(new DocumentStep(restore_, std::exchange(committed_, now), now, gesture_, kind));
    return true;
}

void History::press(bool down)
{
    pressed_ = down;
    if (down)
        ++gesture_;
}

}  // namespace gauge::ui
