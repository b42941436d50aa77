// A page from the window: of the run on show, or of the lesson that plays, written aside.
#pragma once

#include "ui/background.h"
#include "ui/figure/figure.h"
#include "ui/workspace/lessons.h"

#include <memory>
#include <optional>

class QWidget;

namespace gauge::ui {

class PageExport : public QObject {
    Q_OBJECT
public:
    PageExport(QWidget* window, BackendFactory backends);

    /// Asks where, makes it and writes it; said() or failed() tells.
    void exportRun(const FigureSpec& spec, const FigureScenes& scenes);
    void exportLesson(const std::shared_ptr<const CourseLesson>& lesson);
    bool busy() const { return making_.busy(); }

signals:
    void said(QString message);
    void failed(QString message);

private:
    struct Job {
        QString path;
        std::optional<FigureSpec> spec;
        FigureScenes scenes;
        std::shared_ptr<const CourseLesson> lesson;  // instead of a run
    };

    void ask(const QString& name, const Job& job);

    QWidget* window_;
    Background<Job, QString> making_;
};

}  // namespace gauge::ui
