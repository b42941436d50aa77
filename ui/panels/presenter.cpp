#include "ui/panels/presenter.h"

#include "ui/panels/classroom.h"
#include "ui/panels/pointer_ring.h"
#include "ui/panels/presentation.h"
#include "ui/panels/presenter_note.h"
#include "ui/panels/slide_bar.h"
#include "ui/panels/slide_text.h"
#include "ui/panels/slide_views.h"
#include "ui/panels/timeline.h"

#include <QApplication>
#include <QMainWindow>
#include <QScreen>
#include <utility>

namespace gauge::ui {
namespace {

QStringList pictures(const QStringList& shown)
{
    QStringList names;
    for (const QString& name : shown)
        if (!lesson::standsBeside(name.toStdString()))
            names << name;
    return names;
}

/// Of the desktop, and which of them a window is on.
std::pair<QList<QRect>, int> screensOf(const QWidget& window)
{
    const QList<QScreen*> screens = QGuiApplication::screens();
    QList<QRect> places;
    for (const QScreen* screen : screens)
        places << screen->geometry();
    return {places, static_cast<int>(screens.indexOf(window.screen()))};
}

}  // namespace

Presenter::Presenter(House house) : QObject(&house.window), house_(house)
{
    screens_ = [this] { return screensOf(house_.window); };
    followHouse();
}

Presenter::~Presenter()
{
    delete stage_;
    delete gone_;
}

void Presenter::followHouse()
{
    LessonPlayer& player = house_.classroom.player();
    connect(&player, &LessonPlayer::viewsWanted, this, &Presenter::chooseViews);
    connect(&player, &LessonPlayer::moved, this, &Presenter::tell);
    connect(&player, &LessonPlayer::left, this, &Presenter::chooseViews);
    connect(&house_.workspace, &Workspace::arrived, this, &Presenter::tell);
    connect(&house_.workspace, &Workspace::emptied, this, &Presenter::tell);
    connect(&house_.workspace, &Workspace::replaced, this, &Presenter::tellParameters);
    connect(&house_.workspace, &Workspace::parametersReplaced, this, &Presenter::tellParameters);
    connect(&house_.timeline, &Timeline::playingChanged, this, [this](bool playing) {
        if (stage_)
            stage_->bar().setPlaying(playing);
    });
    for (const auto changed : {&QGuiApplication::screenAdded, &QGuiApplication::screenRemoved})
        connect(qApp, changed, this, [this] {
            if (stage_ && !size_)
                place();
        });
}

void Presenter::begin(const std::optional<QSize>& size)
{
    if (stage_)
        return;
    size_ = size;
    focus_ = house_.window.focusWidget();
    since_.start();
    LessonPlayer& player = house_.classroom.player();
    stage_ = new Presentation(new SlideViews(house_.views, house_.selection, nullptr), new SlideText(player, nullptr),
                              new PresenterNote(player), &house_.window);
    stage_->note().setStart(since_);
    followStage();
    stage_->views().show(shown_);
    house_.workspace.setSteady(true);
    chooseViews();
    setTheme(house_.views.theme());
    stage_->bar().setPlaying(house_.timeline.playing());
    tellParameters();
    place();
}

void Presenter::followStage()
{
    connect(stage_, &Presentation::stepped, this, &Presenter::step);
    connect(stage_, &Presentation::wentTo, this, &Presenter::goTo);
    connect(stage_, &Presentation::leaveWanted, this, &Presenter::end);
    connect(stage_, &Presentation::noteWanted, this, &Presenter::showNote);
    connect(stage_, &Presentation::answered, &house_.classroom.player(), &LessonPlayer::choose);
    connect(stage_, &Presentation::swapWanted, this, [this] {
        swapped_ = !swapped_;
        if (!size_)
            place();
    });
    connect(&stage_->text(), &SlideText::paged, this, &Presenter::tell);
    connect(&stage_->views(), &SlideViews::thresholdDragged, &house_.workspace, &Workspace::setThreshold);
    connect(&stage_->bar(), &SlideBar::playWanted, this, [this] { house_.timeline.play(!house_.timeline.playing()); });
    connect(&stage_->bar(), &SlideBar::parameterDragged, this, [this](const QString& name, double value) {
        if (name == QLatin1String("threshold"))
            house_.workspace.setThreshold(value);
        else
            house_.workspace.setOne(name.toStdString(), fmt::format("{}", value));
    });
}

/// The window was not touched: it is as it was, with the keyboard where it was.
void Presenter::end()
{
    if (!stage_)
        return;
    Presentation* stage = std::exchange(stage_, nullptr);
    stage->disconnect(this);
    stage->note().hide();
    stage->hide();
    gone_ = stage;
    stage->deleteLater();  // a key or a click of its own may have brought it here
    house_.workspace.setSteady(false);
    house_.window.activateWindow();
    if (focus_ && focus_->isVisible())
        focus_->setFocus(Qt::OtherFocusReason);
}

void Presenter::place()
{
    const auto [places, own] = screens_();
    const Screens screens = screensFor(places, own, swapped_);
    if (size_) {
        stage_->resize(*size_);
        stage_->show();
        stage_->ring().hide();  // a picture does not depend on where a pointer is
        return;
    }
    stage_->setGeometry(places.value(screens.audience));
    stage_->showFullScreen();
    stage_->activateWindow();
    placeNote(screens.presenter);
}

void Presenter::placeNote(int screen)
{
    PresenterNote& note = stage_->note();
    const bool own = screen >= 0;
    if (own != note.isWindow())
        note.setParent(stage_, own ? Qt::Window : Qt::Widget);
    if (own) {
        const QRect place = screens_().first.value(screen);
        note.setType(1.2 * leastTypeIn(place.size()));
        note.setGeometry(place);
        noted_ = house_.classroom.player().active();
        note.setVisible(noted_);
        stage_->activateWindow();
    }
    stage_->arrange();
}

void Presenter::showNote()
{
    noted_ = !noted_ && house_.classroom.player().active();
    if (stage_->note().isWindow())
        stage_->note().setVisible(noted_);
    else
        stage_->setNoteShown(noted_);
}

void Presenter::chooseViews()
{
    if (!stage_)
        return;
    const bool lesson = house_.classroom.player().active();
    const QStringList named = lesson ? pictures(house_.classroom.shown()) : QStringList();
    const bool again = lesson && named.isEmpty() && !stage_->views().names().isEmpty();  // nothing set yet
    if (!again)
        stage_->views().setNames(named.isEmpty() ? viewsLookedAt(house_.views, focus_) : named);
    stage_->setTold(lesson);
    if (!lesson && std::exchange(noted_, false))
        stage_->note().hide();
    tell();
}

void Presenter::tell()
{
    if (!stage_)
        return;
    const LessonPlayer& player = house_.classroom.player();
    const auto snapshot = house_.workspace.snapshot();
    if (player.active()) {
        const auto& lesson = player.lesson().lesson;
        const SlideText& text = stage_->text();
        const QString pages = text.pages() > 1 ? tr(" · page %1 of %2").arg(text.page() + 1).arg(text.pages()) : QString();
        stage_->setTitle(QString::fromStdString(lesson.title),
                         tr("step %1 of %2").arg(player.at() + 1).arg(lesson.steps.size()) + pages);
        stage_->bar().setEnds(player.at() > 0 || text.page() > 0,
                              player.at() + 1 < lesson.steps.size() || text.page() + 1 < text.pages());
    } else if (snapshot) {
        const RunInput& run = snapshot->input;
        stage_->setTitle(QString::fromStdString(run.state ? run.state->name : run.text).simplified(),
                         tr("%1 %2 of %3").arg(layerWord(*snapshot)).arg(snapshot->layer).arg(snapshot->layers));
        stage_->bar().setEnds(snapshot->layer > 0, snapshot->layer < snapshot->layers);
    } else {
        stage_->setTitle(QString(), QString());
        stage_->bar().setEnds(false, false);
    }
    tellParameters();
}

void Presenter::tellParameters()
{
    if (stage_)
        stage_->bar().setParameters(house_.workspace.document().run.parameters);
}

void Presenter::step(int by)
{
    LessonPlayer& player = house_.classroom.player();
    if (!player.active()) {
        house_.timeline.step(by);
        return;
    }
    if (stage_->text().turn(by))
        return;
    if (by > 0 || player.at() > 0)  // none beyond the ends
        player.goTo(by > 0 ? player.at() + 1 : player.at() - 1);
}

void Presenter::goTo(bool last)
{
    LessonPlayer& player = house_.classroom.player();
    if (player.active())
        player.goTo(last ? player.lesson().lesson.steps.size() - 1 : 0);
    else
        house_.workspace.setLayer(last ? -1 : 0);
}

void Presenter::show(const Shown& shown)
{
    shown_ = shown;
    if (stage_)
        stage_->views().show(shown);
}

void Presenter::setTheme(Theme theme)
{
    if (stage_)
        stage_->setTheme(theme);
}

void Presenter::setLook(ColourMap map, const QString& family)
{
    if (stage_)
        stage_->views().setLook(map, family);
}

bool Presenter::settled() const
{
    return !stage_ || stage_->views().settled();
}

}  // namespace gauge::ui
