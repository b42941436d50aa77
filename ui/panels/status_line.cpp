#include "ui/panels/status_line.h"

#include "ui/panels/log_panel.h"
#include "ui/panels/plain_text.h"

#include <QLabel>
#include <QProgressBar>
#include <QStatusBar>
#include <QToolButton>

namespace gauge::ui {
namespace {

constexpr int kPatience = 300;  // milliseconds until a run shows its progress

QLabel* named(const char* name)
{
    auto* label = new QLabel;
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    return label;
}

}  // namespace

StatusLine::StatusLine(QStatusBar* bar, LogPanel* log, QObject* parent)
    : QObject(parent), bar_(bar), log_(log), text_(named("status")), health_(named("health")), pointed_(named("pointed")),
      lock_(named("lock")), progress_(new QProgressBar), cancel_(new QToolButton), processor_(new QToolButton),
      logButton_(new QToolButton)
{
    bar_->setContentsMargins(4, 0, 4, 0);
    bar_->setSizeGripEnabled(false);
    text_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    health_->setToolTip(
        tr("Of all covariances in the common frame: the least eigenvalue, the greatest condition number, and whether "
           "pairs are whitened before they are compared, which keeps small divergences exact."));
    makeButtons();
    bar_->addWidget(text_, 3);
    bar_->addWidget(health_, 0);
    for (QWidget* w : std::initializer_list<QWidget*>{processor_, pointed_, lock_, progress_, cancel_, logButton_})
        bar_->addPermanentWidget(w);
    connect(cancel_, &QToolButton::clicked, this, &StatusLine::cancelWanted);
    connect(processor_, &QToolButton::clicked, this, &StatusLine::processorWanted);
    connect(logButton_, &QToolButton::clicked, this, &StatusLine::logWanted);
    connect(log_, &LogPanel::changed, this, [this] {
        logButton_->setText(tr("messages: %1").arg(log_->count()));
        logButton_->setVisible(log_->count() > 0);
    });
    patience_.setSingleShot(true);
    connect(&patience_, &QTimer::timeout, this, [this] {
        progress_->setVisible(running_);
        cancel_->setVisible(running_);
    });
}

void StatusLine::makeButtons()
{
    progress_->setFixedWidth(120);
    progress_->setAccessibleName(tr("Progress; Esc cancels"));
    progress_->setToolTip(tr("A run is under way; Esc cancels it and keeps the last picture."));
    progress_->hide();
    cancel_->setObjectName(QStringLiteral("cancel"));
    cancel_->setText(tr("Cancel"));
    cancel_->setToolTip(tr("Stop this run (Esc); the last complete picture stays."));
    cancel_->setAccessibleName(tr("Cancel the run"));
    cancel_->hide();
    processor_->setObjectName(QStringLiteral("compute-on-processor"));
    processor_->setText(tr("Compute on the processor"));
    processor_->setToolTip(
        tr("The device failed. Sets the backend to cpu, and a precision that only a device has to single, and "
           "runs again."));
    processor_->setAccessibleName(processor_->text());
    processor_->hide();
    logButton_->setObjectName(QStringLiteral("log-button"));
    logButton_->setAccessibleName(tr("Messages"));
    logButton_->setToolTip(tr("Messages that wait to be read."));
    logButton_->hide();
}

void StatusLine::say(const QString& message)
{
    text_->setText(message);
    text_->setToolTip(plainTip(message));
    text_->setStyleSheet(QString());
}

void StatusLine::complain(const QString& message)
{
    say(message);
    text_->setStyleSheet(QStringLiteral("color: %1; font-weight: 600").arg(theme_ == Theme::Light ? "#B3261E" : "#FFB4AB"));
    log_->add(message);
}

void StatusLine::setHealth(const QString& text)
{
    health_->setText(text);
}

void StatusLine::setPointed(const QString& text)
{
    pointed_->setText(text);
}

void StatusLine::setLock(const QString& text)
{
    lock_->setText(text);
    lock_->setVisible(!text.isEmpty());
}

void StatusLine::began()
{
    running_ = true;
    processor_->hide();
    if (!patience_.isActive())
        patience_.start(kPatience);
}

void StatusLine::setProgress(double fraction)
{
    progress_->setValue(static_cast<int>(fraction * 100));
}

void StatusLine::offerProcessor()
{
    processor_->show();
}

void StatusLine::ended(bool another)
{
    running_ = another;
    if (another)
        return;
    patience_.stop();
    progress_->hide();
    cancel_->hide();
}

}  // namespace gauge::ui
