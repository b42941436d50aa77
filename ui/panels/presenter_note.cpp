#include "ui/panels/presenter_note.h"

#include "ui/panels/lesson_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace gauge::ui {
namespace {

constexpr int kSecond = 1000;  // milliseconds

LessonText* noteWords(const char* name)
{
    auto* text = new LessonText;
    text->setObjectName(QLatin1String(name));
    return text;
}

}  // namespace

PresenterNote::PresenterNote(LessonPlayer& player, QWidget* parent)
    : QWidget(parent), player_(player), place_(new QLabel), time_(new QLabel), note_(noteWords("presenter-note-text")),
      nextCaption_(new QLabel(tr("Then"))), next_(noteWords("presenter-next-text"))
{
    setObjectName(QStringLiteral("presenter-note"));
    setAttribute(Qt::WA_StyledBackground);
    setWindowTitle(tr("Presenter’s note – Gaugescope"));
    setAccessibleName(tr("Presenter’s note"));
    place_->setObjectName(QStringLiteral("presenter-place"));
    time_->setObjectName(QStringLiteral("presenter-time"));
    time_->setToolTip(tr("Minutes and seconds since presenting began."));
    auto* head = new QHBoxLayout;
    head->addWidget(place_, 1);
    head->addWidget(time_);
    auto* column = new QVBoxLayout(this);
    column->addLayout(head);
    column->addWidget(note_);
    column->addWidget(nextCaption_);
    column->addWidget(next_);
    column->addStretch(1);
    clock_.setInterval(kSecond);
    connect(&clock_, &QTimer::timeout, this, &PresenterNote::tellTime);
    clock_.start();
    start_.start();
    connect(&player_, &LessonPlayer::moved, this, &PresenterNote::tell);
    connect(&player_, &LessonPlayer::changed, this, &PresenterNote::tell);
    tell();
    tellTime();
}

void PresenterNote::tell()
{
    if (!player_.active())
        return;
    const auto& steps = player_.lesson().lesson.steps;
    place_->setText(tr("step %1 of %2").arg(player_.at() + 1).arg(steps.size()));
    const auto numbers = player_.told().numbers.find("note");
    const lesson::Text none{{lesson::Piece::Kind::Plain, tr("This step has no note.").toStdString(), {}}};
    const lesson::Text& note = player_.step().note;
    note_->setText(note.empty() ? none : note,
                   numbers == player_.told().numbers.end() ? std::vector<std::string>() : numbers->second);
    const bool last = player_.at() + 1 >= steps.size();
    next_->setText(last ? lesson::Text() : steps[player_.at() + 1].text, {});
    nextCaption_->setVisible(!last);
}

void PresenterNote::tellTime()
{
    const qint64 seconds = start_.elapsed() / kSecond;
    time_->setText(QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0')));
}

void PresenterNote::setTheme(Theme theme)
{
    note_->setTheme(theme);
    next_->setTheme(theme);
}

void PresenterNote::setType(double pixels)
{
    note_->setType(pixels);
    next_->setType(pixels);
    layout()->setSpacing(static_cast<int>(0.6 * pixels));
    const int edge = static_cast<int>(0.8 * pixels);
    layout()->setContentsMargins(edge, edge, edge, edge);
}

}  // namespace gauge::ui
