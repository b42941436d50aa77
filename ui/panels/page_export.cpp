#include "ui/panels/page_export.h"

#include "core/io/file.h"
#include "ui/page/page.h"
#include "ui/panels/dialogs.h"

#include <QWidget>

namespace gauge::ui {

PageExport::PageExport(QWidget* window, BackendFactory backends)
    : QObject(window), window_(window),
      making_(Newer::Waits,
              [backends = std::move(backends)](const Job& job, const RunControl& control) {
                  const QByteArray page = job.lesson ? pageOf(job.lesson->lesson, job.lesson->files, backends, control)
                                                     : pageOf(*job.spec, job.scenes, backends, control);
                  writeFileAtomically(job.path.toStdString(), page.toStdString());
                  return job.path;
              },
              {.found = [this](const QString& path) { emit said(tr("Wrote %1").arg(path)); },
               .failed = [this](const QString& message) { emit failed(message); }})
{
}

void PageExport::ask(const QString& name, const Job& job)
{
    askWhereToSave(window_, {tr("Export a page"), name, tr("Pages (*.html)"), QStringLiteral("html")},
                   [this, job](const QString& path) {
                       Job chosen = job;
                       chosen.path = path;
                       emit said(tr("Making the page…"));
                       making_.submit(chosen);
                   });
}

void PageExport::exportRun(const FigureSpec& spec, const FigureScenes& scenes)
{
    ask(QStringLiteral("page.html"), {{}, spec, scenes, {}});
}

void PageExport::exportLesson(const std::shared_ptr<const CourseLesson>& lesson)
{
    ask(lesson->key + QStringLiteral(".html"), {{}, std::nullopt, {}, lesson});
}

}  // namespace gauge::ui
