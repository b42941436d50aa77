// Work that runs aside: jobs on a thread of their own, what comes of them told on the window's, which never waits for one.
#pragma once

#include "core/run_control.h"

#include <memory>
#include <QObject>
#include <QString>
#include <type_traits>

namespace gauge::ui {

/// What a newer job does to the one that runs; one that waits is always replaced.
enum class Newer {
    Replaces,   // stops it, and nothing more is told of it
    Overtakes,  // the same, and begins at once: the other ends by itself
    Hurries,    // stops it, unless nothing was found for 40 ms: a long drag keeps showing pictures. What it finds is told
    Waits,      // lets it finish. What it finds is told
};

/// The exception in flight, whatever it is, in words.
QString wordsOfException();

/// Threads that backgrounds share, at most so many. They begin with the first jobs.
class Crew;
std::shared_ptr<Crew> makeCrew(int threads);

/// What a Background does that needs no types. A QObject, so that threads can ring: only the wish to be called crosses by
/// Qt's queue, what is to be told waits under a mutex.
class Aside : public QObject {
    Q_OBJECT
public:
    using Call = std::function<void()>;  // something to be told, on the window's thread
    using Leave = std::function<void(Call)>;
    using Task = std::function<Call(const RunControl&, const Leave&)>;

    struct Told {
        std::function<void(const QString&)> failed;
        std::function<void()> cancelled;
        std::function<void(double)> progress;
    };

    Aside(Newer newer, Told told, std::shared_ptr<Crew> crew);
    ~Aside() override;

    void submit(Task task);
    void cancel();
    bool busy() const;
    /// Drops what waits, asks what runs to stop; nothing is told from here on.
    void close();

    struct State;

private slots:
    void deliver();

private:
    void begin(std::shared_ptr<Crew> crew);

    const Newer newer_;
    const std::shared_ptr<const Told> told_;
    std::shared_ptr<Crew> crew_;
    std::shared_ptr<State> state_;
};

/// One job at a time, and the newest wins. Made, used and destroyed on the window's thread, on which everything is told.
/// Whatever a job throws becomes words, and the next job runs. To destroy it takes no time: what runs is asked to stop and
/// ends by itself, unheard.
template <class Job, class Result>
class Background {
public:
    using Found = std::function<void(Result)>;
    using Work = std::function<Result(const Job&, const RunControl&, const Found&)>;

    struct Told {
        Found found;
        std::function<void(const QString&)> failed = {};  // a line in words
        std::function<void()> cancelled = {};             // by cancel(), not by a newer job
        std::function<void(double)> progress = {};        // 0..1
    };

    /// `work` is called on the job's thread, with the job, its RunControl and, if it takes a third argument, a function for
    /// what it finds before it ends.
    template <class Function>
    Background(Newer newer, Function work, Told told, std::shared_ptr<Crew> crew = makeCrew(1))
        : work_(std::make_shared<const Work>(workOf(std::move(work)))), found_(std::move(told.found)),
          aside_(newer, {std::move(told.failed), std::move(told.cancelled), std::move(told.progress)}, std::move(crew))
    {
    }
    ~Background() { aside_.close(); }
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    void submit(Job job)
    {
        aside_.submit([work = work_, found = found_, kept = std::make_shared<const Job>(std::move(job))](
                          const RunControl& control, const Aside::Leave& leave) {
            const auto told = [&found](Result result) -> Aside::Call {
                return [found, held = std::make_shared<Result>(std::move(result))] { found(std::move(*held)); };
            };
            return told((*work)(*kept, control, [&](Result result) { leave(told(std::move(result))); }));
        });
    }

    /// Stops what runs and drops what waits, and returns at once.
    void cancel() { aside_.cancel(); }

    /// Something runs, waits or is yet to be told.
    bool busy() const { return aside_.busy(); }

private:
    template <class Function>
    static Work workOf(Function work)
    {
        if constexpr (std::is_invocable_v<Function&, const Job&, const RunControl&>)
            return [work = std::move(work)](const Job& job, const RunControl& control, const Found&) mutable {
                return work(job, control);
            };
        else
            return work;
    }

    std::shared_ptr<const Work> work_;
    Found found_;
    Aside aside_;
};

}  // namespace gauge::ui
