#include "ui/panels/slide_text.h"

#include "ui/panels/lesson_text.h"
#include "ui/panels/slide_answer.h"

#include <algorithm>
#include <QAccessible>
#include <QPointer>
#include <set>
#include <utility>

namespace gauge::ui {
namespace {

constexpr double kLineWidth = 26;        // letters' heights: a column is no narrower
constexpr double kBetweenPieces = 0.55;  // between two pieces
constexpr double kBetweenColumns = 1.5;
constexpr double kSizes[] = {1.35, 1.22, 1.1, 1};  // of the least type, the largest that has room is taken
constexpr double kNumbersLine = 2.8;               // room for what numbers and a tick add, once they are known
constexpr int kOutcomes = 2;                       // the first unit that an answer brings

LessonText* piece(const char* name, QWidget* parent)
{
    auto* text = new LessonText(1.0, parent);
    text->setObjectName(QLatin1String(name));
    text->setFocusPolicy(Qt::TabFocus);
    return text;
}

/// A word in front that says what it is.
lesson::Text under(const QString& caption, const lesson::Text& text)
{
    lesson::Text all{{lesson::Piece::Kind::Stress, (caption + QLatin1Char(' ')).toStdString(), {}}};
    all.insert(all.end(), text.begin(), text.end());
    return all;
}

lesson::Text plain(const QString& words)
{
    return {{lesson::Piece::Kind::Plain, words.toStdString(), {}}};
}

}  // namespace

QWidget* SlideText::Part::widget() const
{
    return words ? static_cast<QWidget*>(words) : answer;
}

int SlideText::Part::heightAt(int width) const
{
    return words ? words->heightAt(width) : answer->heightAt(width);
}

int SlideText::Part::widthAt(int width) const
{
    return words ? words->widthAt(width) : answer->widthAt(width);
}

void SlideText::Part::setType(double pixels) const
{
    words ? words->setType(pixels) : answer->setType(pixels);
}

SlideText::SlideText(LessonPlayer& player, QWidget* parent)
    : QWidget(parent), player_(player), text_(piece("slide-text", this)), question_(piece("slide-question", this)),
      because_(piece("slide-because", this)), task_(piece("slide-task", this)), takeAway_(piece("slide-take-away", this)),
      fault_(piece("slide-fault", this)), ruler_(piece("slide-ruler", this))
{
    setObjectName(QStringLiteral("slide-words"));
    connect(&player_, &LessonPlayer::moved, this, &SlideText::showStep);
    connect(&player_, &LessonPlayer::changed, this, &SlideText::tell);
    showStep();
}

const std::vector<std::string>& SlideText::numbers(const std::string& key) const
{
    static const std::vector<std::string> none;
    const auto found = player_.told().numbers.find(key);
    return found == player_.told().numbers.end() ? none : found->second;
}

void SlideText::showStep()
{
    if (!player_.active())
        return;
    for (const SlideAnswer* old : answers_)
        delete old;
    answers_.clear();
    put_.clear();
    const auto count = static_cast<int>(player_.step().answers.size());
    for (int k = 0; k < count; ++k) {
        auto* answer = new SlideAnswer(k + 1, this);
        answer->setTheme(theme_);
        connect(answer, &SlideAnswer::clicked, this, [this, k] { player_.choose(k); });
        answers_.push_back(answer);
    }
    page_ = 0;
    typed_ = false;
    tell();
    takeFocus();
}

void SlideText::tell()
{
    if (!player_.active())
        return;
    const lesson::Step& step = player_.step();
    if (answers_.size() != step.answers.size())
        return;  // of the step before: moved() comes
    const QPointer<QWidget> focus = window()->focusWidget();
    const bool reads = focus && isAncestorOf(focus);
    std::set<const QWidget*> before;
    for (const Put& one : put_)
        before.insert(one.part.widget());
    const int chosen = player_.chosen();
    const bool broken = !player_.broken().empty();
    text_->setText(step.text, numbers("text"));
    question_->setText(step.question, numbers("question"));
    for (std::size_t k = 0; k < answers_.size(); ++k) {
        answers_[k]->setWords(step.answers[k].text, numbers(fmt::format("answer {}", k + 1)),
                              chosen >= 0 && step.answers[k].right && !broken);
        answers_[k]->setChecked(static_cast<int>(k) == chosen);
    }
    tellOutcome();
    const bool begun = !before.empty();
    if (!std::exchange(typed_, !(player_.told() == LessonTold{})))
        chooseType();
    else
        lay();
    const auto found =
        std::find_if(put_.begin(), put_.end(), [&](const Put& one) { return !before.contains(one.part.widget()); });
    if (begun && found != put_.end())  // what has just been found out is what one looks at
        turn(found->page - page_);
    if (reads && window()->focusWidget() != focus)  // it was hidden: the keyboard does not fall on a control
        takeFocus();
}

void SlideText::tellOutcome()
{
    const lesson::Step& step = player_.step();
    const int chosen = player_.chosen();
    const bool open = step.answers.empty() || chosen >= 0;
    const bool done = player_.accomplished();
    const bool task = step.check.has_value() && open;
    const bool ended = open && (!step.check || done);
    because_->setText(chosen >= 0 ? step.answers[static_cast<std::size_t>(chosen)].because : lesson::Text(),
                      numbers(fmt::format("because {}", chosen + 1)));
    task_->setText(task ? under(done ? tr("Done ✓") : tr("To do:"), step.task) : lesson::Text(), numbers("task"));
    takeAway_->setText(ended && !step.takeAway.empty() ? under(tr("To take away:"), step.takeAway) : lesson::Text(),
                       numbers("take-away"));
    const bool broken = !player_.broken().empty();
    const QString fault = QString::fromStdString(broken ? player_.broken() : player_.told().fault);
    const QString words = broken ? tr("The lesson does not keep what it says here: %1")
                                 : tr("A number of this step has no meaning for what is on show: %1");
    fault_->setText(fault.isEmpty() ? lesson::Text() : plain(words.arg(fault)), {});
}

std::vector<SlideText::Part> SlideText::said() const
{
    std::vector<Part> parts;
    const auto add = [&](LessonText* words, int unit) {
        if (!words->spoken().isEmpty())
            parts.push_back({words, nullptr, unit});
    };
    add(text_, 0);
    add(question_, 1);
    for (SlideAnswer* answer : answers_)
        parts.push_back({nullptr, answer, 1});
    add(because_, kOutcomes);
    add(task_, kOutcomes + 1);
    add(takeAway_, kOutcomes + 2);
    add(fault_, kOutcomes + 3);
    return parts;
}

int SlideText::columns() const
{
    return std::max(1, static_cast<int>((width() + kBetweenColumns * least_) / ((kLineWidth + kBetweenColumns) * least_)));
}

int SlideText::columnWidth() const
{
    return static_cast<int>((width() - (columns() - 1) * kBetweenColumns * least_) / columns());
}

/// The largest for which a page holds all that the step will ever say; else that takes no more pages than the least for what it begins with. It does
/// not change once it was read.
void SlideText::chooseType()
{
    if (!player_.active())
        return;
    for (const double size : kSizes) {
        type_ = size * least_;
        lay();
        if (pages_ == 1 && fits_ && outcomesFit())
            return;
    }
    type_ = least_;
    lay();
    const int pages = pages_;
    for (const double size : kSizes) {
        type_ = size * least_;
        lay();
        if (pages_ == pages && fits_)
            return;
    }
}

/// What is still to be found out has room below what is said.
bool SlideText::outcomesFit()
{
    const lesson::Step& step = player_.step();
    const auto height = [this](const lesson::Text& text) {
        ruler_->setType(type_);
        ruler_->setText(text, {});
        ruler_->hide();
        return ruler_->heightAt(columnWidth());
    };
    std::vector<FlowPiece> pieces;
    for (const Put& one : put_)
        if (one.part.unit < kOutcomes)
            pieces.push_back({one.part.unit, one.place.height()});
    int because = 0;
    for (const lesson::Answer& answer : step.answers)
        because = std::max(because, height(answer.because));
    if (because > 0)
        pieces.push_back({kOutcomes, because + static_cast<int>(kNumbersLine * type_)});
    if (!step.task.empty())
        pieces.push_back({kOutcomes + 1, height(under(tr("Done ✓"), step.task))});
    if (!step.takeAway.empty())
        pieces.push_back({kOutcomes + 2, height(under(tr("To take away:"), step.takeAway))});
    return flowed(pieces, flowPage()).back().page == 0;
}

FlowPage SlideText::flowPage() const
{
    return {columns(), height(), static_cast<int>(kBetweenPieces * type_)};
}

void SlideText::lay()
{
    const std::vector<Part> parts = said();
    std::vector<FlowPiece> pieces;
    const FlowPage page = flowPage();
    const int column = columnWidth();
    fits_ = true;
    for (const Part& part : parts) {
        part.setType(type_);
        pieces.push_back({part.unit, part.heightAt(column)});
        fits_ = fits_ && pieces.back().height <= page.height && part.widthAt(column) <= column;
    }
    const std::vector<FlowPlace> places = flowed(pieces, page);
    put_.clear();
    for (std::size_t k = 0; k < parts.size(); ++k) {
        const int left = static_cast<int>(places[k].column * (column + kBetweenColumns * least_));
        put_.push_back({parts[k], places[k].page, QRect(left, places[k].top, column, pieces[k].height)});
    }
    const std::pair<int, int> before{page_, pages_};
    pages_ = places.empty() ? 1 : places.back().page + 1;
    page_ = std::clamp(page_, 0, pages_ - 1);
    put();
    if (before != std::pair{page_, pages_})
        emit paged();
    if (!fits_ && type_ == least_)
        emit outgrown();
}

void SlideText::put()
{
    for (LessonText* words : {text_, question_, because_, task_, takeAway_, fault_})
        if (words->spoken().isEmpty())
            words->hide();
    for (const Put& one : put_) {
        one.part.widget()->setGeometry(one.place);
        one.part.widget()->setVisible(one.page == page_);
    }
}

bool SlideText::turn(int by)
{
    const int to = page_ + by;
    if (to < 0 || to >= pages_ || by == 0)
        return false;
    page_ = to;
    put();
    takeFocus();  // the text that had it is hidden
    emit paged();
    return true;
}

void SlideText::setTheme(Theme theme)
{
    theme_ = theme;
    for (LessonText* words : findChildren<LessonText*>())
        words->setTheme(theme);
    for (SlideAnswer* answer : answers_)
        answer->setTheme(theme);
    lay();
}

void SlideText::setLeast(double pixels)
{
    if (std::exchange(least_, pixels) == pixels)
        return;
    chooseType();
}

void SlideText::resizeEvent(QResizeEvent*)
{
    chooseType();
}

/// A screen reader hears what is on the page by its first text having the focus.
void SlideText::takeFocus()
{
    const auto first =
        std::find_if(put_.begin(), put_.end(), [this](const Put& one) { return one.page == page_ && one.part.words; });
    if (first == put_.end())
        return;
    first->part.words->setFocus(Qt::OtherFocusReason);
    QAccessibleEvent event(first->part.words, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

}  // namespace gauge::ui
