#include "ui/workspace/lesson_player.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <QApplication>
#include <QStyle>
#include <utility>

namespace gauge::ui {
namespace {

constexpr int kFrames = 14;           // of a change that can be followed
constexpr int kFrameTime = 40;        // milliseconds
constexpr Index kMostAnimated = 300;  // tokens: beyond, pictures come too seldom

/// A number on its way from one value to another; logarithmic ones by their logarithms.
double between(const ParameterInfo& info, double from, double to, double share)
{
    if (info.logarithmic && from > 0 && to > 0)
        return std::exp(std::log(from) + share * (std::log(to) - std::log(from)));
    return from + share * (to - from);
}

bool isNumber(const ParameterInfo& info)
{
    return info.kind == ParameterInfo::Kind::Real;
}

/// Numbers between, words at once.
Parameters between(const Parameters& from, const Parameters& to, double share)
{
    Parameters p = to;
    for (const ParameterInfo& info : parameterTable())
        if (isNumber(info) && info.number(from) != info.number(to))
            setParameter(p, info, fmt::format("{}", between(info, info.number(from), info.number(to), share)));
    return p;
}

bool movesNumbers(const Parameters& from, const Parameters& to)
{
    const auto& table = parameterTable();
    return std::any_of(table.begin(), table.end(),
                       [&](const ParameterInfo& i) { return isNumber(i) && i.number(from) != i.number(to); });
}

/// Whether a run is that of the document, and not of one before.
bool shows(const Snapshot& snapshot, const RunInput& run)
{
    return sameSource(snapshot.input, run) && snapshot.input.parameters == run.parameters &&
           snapshot.input.layer == run.layer && snapshot.input.earlier == run.earlier;
}

}  // namespace

/// States are computed aside, by an engine of their own.
auto LessonPlayer::setting(const BackendFactory& backends)
{
    struct Kept {
        std::shared_ptr<const CourseLesson> of;
        std::unique_ptr<lesson::Stage> stage;
    };
    return [backends, kept = std::make_shared<Kept>()](const SetJob& job, const RunControl& control) {
        if (kept->of != job.of) {
            kept->of = job.of;
            kept->stage = std::make_unique<lesson::Stage>(backends, job.of->files,
                                                          lesson::StageWork{.measure = false, .train = false});
        }
        kept->stage->setLearned(job.learned);
        return underLabel(fmt::format("step {}", job.step + 1), [&] {
            if (job.then)
                return Situated{job, kept->stage->set(job.from, job.of->lesson.steps[job.step].then, control)};
            return Situated{job, kept->stage->begin(job.of->lesson, job.step, control)};
        });
    };
}

auto LessonPlayer::asking(const BackendFactory& backends)
{
    return [engine = std::make_shared<Engine>(backends)](const AskJob& job, const RunControl& control) {
        AskJob own = job;
        own.scene.stop = control.stop;
        own.scene.run = [&](const RunInput& input) { return engine->run(input, control); };
        return Asked{job.of, job.step, toldBy(own), job.begins, job.answered, brokenIn(own)};
    };
}

LessonPlayer::LessonPlayer(Workspace& workspace, const BackendFactory& backends, QString settings, QObject* parent)
    : QObject(parent), workspace_(workspace), settings_(std::move(settings)),
      setting_(Newer::Replaces, setting(backends),
               {.found = [this](const Situated& found) { take(found.first, found.second); },
                .failed = [this](const QString& words) { emit failed(words); }}),
      asking_(Newer::Waits, asking(backends),
              {.found = [this](const Asked& asked) { hear(asked); },
               .failed = [this](const QString& words) { emit failed(words); }})
{
    approach_.setInterval(kFrameTime);
    connect(&approach_, &QTimer::timeout, this, &LessonPlayer::advance);
    connect(&workspace_, &Workspace::arrived, this, &LessonPlayer::ask);
    connect(&workspace_, &Workspace::visitEnded, this, [this] {
        approach_.stop();
        setting_.cancel();
        asking_.cancel();
        askedLate_ = false;
        lesson_.reset();
        begun_.reset();
        emit left();
    });
}

LessonPlayer::~LessonPlayer() = default;

void LessonPlayer::open(const CourseLesson& chosen, std::size_t step)
{
    leave();
    workspace_.beginVisit();
    lesson_ = std::make_shared<const CourseLesson>(chosen);
    progress_ = progressIn(settings_, chosen.key);
    learned_.clear();
    numbersOf_.clear();
    trained_.reset();
    emit opened();
    goTo(std::min(step, chosen.lesson.steps.size() - 1));
}

void LessonPlayer::leave()
{
    if (active())
        workspace_.endVisit();
}

void LessonPlayer::goTo(std::size_t step)
{
    if (!active() || step >= lesson_->lesson.steps.size())
        return;
    approach_.stop();
    at_ = step;
    chosen_ = -1;
    accomplished_ = false;
    told_ = {};
    kept_.clear();
    broken_.clear();
    claimsDue_ = true;
    answersDue_ = false;
    begun_.reset();
    askedLate_ = true;
    emit moved();
    setting_.submit({.of = lesson_, .step = step, .then = false, .from = {}, .learned = learned_});
}

void LessonPlayer::choose(int answer)
{
    if (!active() || answer < 0 || answer >= static_cast<int>(step().answers.size()))
        return;
    const bool first = std::exchange(chosen_, answer) < 0;
    answersDue_ = answersDue_ || first;
    if (first && !step().then.empty() && begun_) {
        askedLate_ = true;
        for (const auto& [key, numbers] : told_.numbers)
            if (key == "text" || key == "question" || key.starts_with("answer "))
                kept_[key] = numbers;
        setting_.submit({.of = lesson_, .step = at_, .then = true, .from = situation_, .learned = learned_});
    }
    emit changed();
    ask();
}

void LessonPlayer::take(const SetJob& job, const lesson::Situation& situation)
{
    if (!active() || job.of != lesson_ || job.step != at_)
        return;
    situation_ = situation;
    if (!job.then)
        begun_ = situation.run;
    emit viewsWanted(viewsAt(job.then));
    approach(documentOf(situation, job.then));
}

/// Numbers move there where it is the same text; everything else is there at once.
void LessonPlayer::approach(const Document& target)
{
    target_ = target;
    from_ = workspace_.document();
    frame_ = 0;
    const bool small = situation_.run && situation_.run->tokens() <= kMostAnimated;
    const bool wanted = animated_ && QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0;
    if (wanted && small && sameSource(from_.run, target.run) && movesNumbers(from_.run.parameters, target.run.parameters))
        approach_.start();
    else
        arrive();
}

void LessonPlayer::advance()
{
    if (++frame_ >= kFrames) {
        approach_.stop();
        arrive();
        return;
    }
    const double x = static_cast<double>(frame_) / kFrames;
    RunInput run = target_.run;
    run.parameters = between(from_.run.parameters, target_.run.parameters, x * x * (3 - 2 * x));
    workspace_.pass(run);
}

void LessonPlayer::arrive()
{
    looking_ = situation_.looking;
    workspace_.become(target_, from_);
    owed_ = true;
    const auto known = numbersOf_.find(situation_.train);
    trained_ = known == numbersOf_.end() ? std::nullopt : std::optional(known->second);
}

/// What takes seconds is done before everybody's eyes, on the run that is there now.
void LessonPlayer::payWork()
{
    if (!std::exchange(owed_, false))
        return;
    if (situation_.measured && !cost_)
        emit measureWanted();
    if (situation_.train > 0 && !learned_.contains(situation_.train))
        emit trainWanted(situation_.train);
}

/// What the state measures or trains is there.
bool LessonPlayer::worked() const
{
    return !owed_ && (!situation_.measured || cost_) &&
           (situation_.train == 0 || (trained_ && trained_->updates >= situation_.train));
}

void LessonPlayer::setLooking(const lesson::Looking& looking)
{
    if (std::exchange(looking_, looking) == looking)
        return;
    ask();
}

void LessonPlayer::setCost(const std::shared_ptr<const CostReport>& cost)
{
    if (std::exchange(cost_, cost) != cost)
        ask();
}

void LessonPlayer::setTrained(const std::optional<lesson::Trained>& trained,
                              const std::shared_ptr<const learn::TrainedModel>& model)
{
    trained_ = trained;
    if (trained && model) {
        learned_[trained->updates] = model;
        numbersOf_[trained->updates] = *trained;
    }
    ask();
}

/// Aside: a question about other layers runs the pipeline. What is on its way is not asked about.
void LessonPlayer::ask()
{
    const Document& d = workspace_.document();
    const auto snapshot = workspace_.snapshot();
    if (!active() || !begun_ || !snapshot || approach_.isActive() || setting_.busy() || !shows(*snapshot, d.run))
        return;
    askedLate_ = false;
    payWork();
    AskJob job{
        .of = lesson_, .step = at_, .scene = {}, .begins = claimsDue_ && worked(), .answered = answersDue_ && worked()};
    job.scene.now = snapshot;
    job.scene.before = begun_;
    if (d.reference >= 0 && d.reference < static_cast<int>(d.pinned.size()))
        job.scene.pinned = d.pinned[static_cast<std::size_t>(d.reference)].snapshot;
    job.scene.looking = looking_;
    job.scene.cost = cost_;
    job.scene.trained = trained_;
    asking_.submit(std::move(job));
}

void LessonPlayer::hear(const Asked& asked)
{
    if (!active() || asked.of != lesson_ || asked.step != at_ || approach_.isActive() || setting_.busy())
        return;
    claimsDue_ = claimsDue_ && !asked.begins;
    answersDue_ = answersDue_ && !asked.answered;
    const bool worse = broken_.empty() && !asked.broken.empty();
    if (worse)
        broken_ = asked.broken;
    const bool predicted = step().answers.empty() || chosen_ >= 0;
    const bool done = asked.told.done && predicted;
    LessonTold told = asked.told;
    for (const auto& [key, numbers] : kept_)
        told.numbers[key] = numbers;
    if (told == told_ && !worse && (accomplished_ || !done))
        return;
    told_ = told;
    accomplished_ = accomplished_ || done;
    noteProgress();
    emit changed();
}

/// Where it goes on; finished once the last step's question is answered and its task done.
void LessonPlayer::noteProgress()
{
    const int steps = static_cast<int>(lesson_->lesson.steps.size());
    Progress progress = progress_;
    const bool last = static_cast<int>(at_) + 1 == steps;
    const bool ended = (!step().check || accomplished_) && (step().answers.empty() || chosen_ >= 0);
    progress.reached = std::max(progress.reached, static_cast<int>(at_));
    progress.finished = progress.finished || (last && ended);
    if (!(std::exchange(progress_, progress) == progress))
        keepProgress(settings_, lesson_->key, progress);
}

}  // namespace gauge::ui
