#include "ui/panels/presentation.h"

#include "ui/panels/pointer_ring.h"
#include "ui/panels/presenter_note.h"
#include "ui/panels/room_type.h"
#include "ui/panels/slide_bar.h"
#include "ui/panels/slide_text.h"
#include "ui/panels/slide_views.h"
#include "ui/scene/canvas.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QApplication>
#include <QCloseEvent>
#include <QCursor>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>

namespace gauge::ui {
namespace {

constexpr double kEdge = 0.8;  // in heights of the least letters, as all that follow
constexpr double kHeadline = 1.6;
constexpr double kBar = 2.1;
constexpr double kColumn = 27;       // words beside one picture
constexpr double kWide = 1.5;        // width to height from which on there is room for them
constexpr double kWordsBelow = 0.4;  // of the height, else
constexpr double kGrowth = 0.15;     // of it more, where a text asks for it
constexpr int kMostGrown = 3;

QString sheetOf(double least)
{
    const auto em = [least](double times) { return QString::number(times * least, 'f', 0); };
    QString sheet = QStringLiteral(
        "* { font-size: %1px; }"
        "QLabel { font-size: %1px; }"
        "QLabel#pointer-value { font-size: %1px; padding: 2px %2px; }"
        "QLabel#slide-title { font-weight: 700; }"
        "QPushButton { font-size: %1px; padding: %3px %2px; border-radius: %3px; border-width: 2px; }"
        "QPushButton:disabled { background: transparent; border-color: transparent; color: palette(placeholder-text); }"
        "QToolTip { font-size: %1px; }"
        "QTextEdit[lesson=\"true\"]:focus { border: none; }"
        "QSlider::groove:horizontal { height: %3px; border-radius: 2px; }"
        "QSlider::handle:horizontal { width: %4px; height: %4px; margin: -%5px 0; border-radius: %6px; border-width: 4px; "
        "}");
    return sheet.arg(em(1), em(0.4), em(0.15), em(0.6), em(0.36), em(0.4));
}

}  // namespace

Presentation::Presentation(SlideViews* views, SlideText* text, PresenterNote* note, QWidget* parent)
    : QWidget(parent, Qt::Window), views_(views), text_(text), note_(note), bar_(new SlideBar(this)),
      title_(new QLabel(this)), place_(new QLabel(this)), ring_(new PointerRing(this)), cover_(new QWidget(this))
{
    setObjectName(QStringLiteral("presentation"));
    setAccessibleName(tr("Presentation"));
    setFocusPolicy(Qt::StrongFocus);
    setWindowTitle(tr("Presentation – Gaugescope"));
    views_->setParent(this);
    text_->setParent(this);
    note_->setParent(this);
    note_->hide();
    title_->setObjectName(QStringLiteral("slide-title"));
    title_->setTextFormat(Qt::PlainText);
    place_->setObjectName(QStringLiteral("slide-place"));
    place_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    cover_->setObjectName(QStringLiteral("blank"));
    cover_->setStyleSheet(QStringLiteral("background: black;"));
    cover_->setAttribute(Qt::WA_StyledBackground);
    cover_->setCursor(Qt::BlankCursor);
    cover_->hide();
    connect(text_, &SlideText::outgrown, this, &Presentation::giveWords, Qt::QueuedConnection);
    connect(views_, &SlideViews::changed, this, &Presentation::arrange);
    connect(bar_, &SlideBar::backWanted, this, [this] { emit stepped(-1); });
    connect(bar_, &SlideBar::onWanted, this, [this] { emit stepped(1); });
    connect(bar_, &SlideBar::leaveWanted, this, &Presentation::leaveWanted);
    qApp->installEventFilter(this);
}

Presentation::~Presentation()
{
    qApp->removeEventFilter(this);
}

void Presentation::setTitle(const QString& title, const QString& place)
{
    titleText_ = title;
    place_->setText(place);
    arrangeTitle();
}

void Presentation::arrangeTitle()
{
    const QRect line = headline();
    place_->ensurePolished();
    title_->ensurePolished();
    const int placeWidth = place_->sizeHint().width();
    const int titleWidth = line.width() - placeWidth - line.height() / 2;
    place_->setGeometry(line.right() - placeWidth, line.top(), placeWidth, line.height());
    title_->setGeometry(line.left(), line.top(), titleWidth, line.height());
    title_->setText(title_->fontMetrics().elidedText(titleText_, Qt::ElideRight, titleWidth));
}

QRect Presentation::headline() const
{
    const double least = leastTypeIn(size());
    const int edge = static_cast<int>(kEdge * least);
    return {edge, edge / 2, width() - 2 * edge, static_cast<int>(kHeadline * least)};
}

void Presentation::setTold(bool told)
{
    told_ = told;
    grown_ = 0;
    arrange();
}

/// A piece of the text has no room on a page of its own: the pictures give way.
void Presentation::giveWords()
{
    if (text_->fits() || grown_ >= kMostGrown)
        return;
    ++grown_;
    arrange();
}

void Presentation::setTheme(Theme theme)
{
    views_->setTheme(theme);
    text_->setTheme(theme);
    note_->setTheme(theme);
    ring_->setTheme(theme);
}

bool Presentation::blank() const
{
    return !cover_->isHidden();
}

void Presentation::setBlank(bool blank)
{
    cover_->setGeometry(rect());
    cover_->setVisible(blank);
    cover_->raise();
    ring_->setVisible(!blank && rect().contains(mapFromGlobal(QCursor::pos())));
}

void Presentation::setNoteShown(bool shown)
{
    if (!note_->isWindow())
        note_->setVisible(shown);
    arrange();
}

/// Everything in heights of the least letters: a screen of other size shows the same.
void Presentation::arrange()
{
    const double least = leastTypeIn(size());
    const auto em = [least](double times) { return static_cast<int>(times * least); };
    if (const QString sheet = sheetOf(least); sheet != styleSheet()) {
        setStyleSheet(sheet);
        bar_->setType(least);
        ring_->setType(least);
    }
    const QRect page = rect().adjusted(em(kEdge), em(kEdge) / 2, -em(kEdge), -em(kEdge) / 2);
    arrangeTitle();
    bar_->setGeometry(page.left(), page.bottom() - em(kBar), page.width(), em(kBar));
    QRect body(page.left(), page.top() + em(kHeadline), page.width(), 0);
    body.setBottom(bar_->y() - em(kEdge) / 2);
    QRect pictures = body;
    text_->setVisible(told_);
    const bool beside = views_->names().size() < 2 && !views_->compares() && width() >= kWide * height() && grown_ == 0;
    if (told_ && beside) {
        text_->setGeometry(body.left(), body.top() + em(0.3), em(kColumn), body.height() - em(0.3));
        pictures.setLeft(body.left() + em(kColumn) + em(kEdge));
    } else if (told_) {
        pictures.setHeight(static_cast<int>((1 - kWordsBelow - grown_ * kGrowth) * body.height()));
        text_->setGeometry(body.adjusted(0, pictures.height() + em(kEdge) / 2, 0, 0));
    }
    views_->setLeast(least);
    views_->setGeometry(pictures);
    text_->setLeast(least);
    if (!note_->isWindow()) {
        note_->setType(least);
        note_->setGeometry(pictures);
        note_->raise();
    }
    ring_->raise();
    if (blank())
        setBlank(true);
}

void Presentation::resizeEvent(QResizeEvent*)
{
    arrange();
}

/// The keyboard begins at what is said, and at no control.
void Presentation::showEvent(QShowEvent*)
{
    if (told_)
        text_->takeFocus();
    else
        setFocus(Qt::OtherFocusReason);
    ring_->setVisible(rect().contains(mapFromGlobal(QCursor::pos())));
    follow(QCursor::pos());
}

void Presentation::closeEvent(QCloseEvent* event)
{
    event->ignore();  // leaving is more than closing
    emit leaveWanted();
}

bool Presentation::eventFilter(QObject* watched, QEvent* event)
{
    const auto type = event->type();
    auto* widget = watched->isWidgetType() ? static_cast<QWidget*>(watched) : nullptr;
    if (widget && type == QEvent::KeyPress && (widget->window() == this || widget->window() == note_))
        return takes(*static_cast<QKeyEvent*>(event));
    if (!widget || widget->window() != this)
        return false;
    if (widget == this && type == QEvent::Leave)
        ring_->hide();  // it went to another screen
    if (type == QEvent::MouseMove)
        follow(static_cast<QMouseEvent*>(event)->globalPosition().toPoint());
    if (type == QEvent::Polish)
        widget->setMouseTracking(true);  // the ring follows over everything
    if (type == QEvent::MouseButtonPress && blank()) {
        setBlank(false);
        return true;
    }
    return false;
}

void Presentation::follow(const QPoint& global)
{
    ring_->follow(mapFromGlobal(global));
    ring_->setVisible(!blank());
}

/// A control that Tab went to has the keys that work it.
bool Presentation::keptByControl(int key) const
{
    const QWidget* focus = focusWidget();
    const bool arrow = key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
    const bool edge = key == Qt::Key_Home || key == Qt::Key_End;
    if (qobject_cast<const QAbstractButton*>(focus))
        return key == Qt::Key_Space;
    return (qobject_cast<const QAbstractSlider*>(focus) || qobject_cast<const Canvas*>(focus)) && (arrow || edge);
}

bool Presentation::takes(const QKeyEvent& key)
{
    if (blank()) {
        setBlank(false);
        return true;
    }
    if ((key.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) != 0 || keptByControl(key.key()))
        return false;
    if (takesStep(key))
        return true;
    switch (key.key()) {
    case Qt::Key_B:
    case Qt::Key_Period: setBlank(true); return true;
    case Qt::Key_N: emit noteWanted(); return true;
    case Qt::Key_S: emit swapWanted(); return true;
    case Qt::Key_V: views_->turn(); return true;
    case Qt::Key_F11: setWindowState(windowState() ^ Qt::WindowFullScreen); return true;
    case Qt::Key_F5:
    case Qt::Key_Escape: emit leaveWanted(); return true;
    default: break;
    }
    if (key.key() < Qt::Key_1 || key.key() > Qt::Key_4)
        return false;
    emit answered(key.key() - Qt::Key_1);
    return true;
}

/// One press is one step, however long it is held: what was skipped was not seen.
bool Presentation::takesStep(const QKeyEvent& key)
{
    int by = 0;
    switch (key.key()) {
    case Qt::Key_PageDown:
    case Qt::Key_Right:
    case Qt::Key_Space: by = 1; break;
    case Qt::Key_PageUp:
    case Qt::Key_Left: by = -1; break;
    case Qt::Key_Home:
    case Qt::Key_End: emit wentTo(key.key() == Qt::Key_End); return true;
    default: return false;
    }
    if (!key.isAutoRepeat())
        emit stepped(by);
    return true;
}

}  // namespace gauge::ui
