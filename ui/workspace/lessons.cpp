#include "ui/workspace/lessons.h"

#include "core/error.h"
#include "core/io/npz.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>

// A static library's resources have to be registered, from outside any namespace.
static void registerLessons()
{
    Q_INIT_RESOURCE(resources);
}

namespace gauge::ui {
namespace {

const QString kFolder = QStringLiteral(":/lessons/");

std::string bytesOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        fail("{}: expected it among the program's resources, found none", path.toStdString());
    return file.readAll().toStdString();
}

std::shared_ptr<const State> builtInState(const std::string& name)
{
    const std::string bytes = bytesOf(kFolder + QString::fromStdString(name));
    const QString label = QFileInfo(QString::fromStdString(name)).completeBaseName();
    return std::make_shared<const State>(
        stateFromArrays(readNpzBytes(bytes.data(), bytes.size(), name), label.toStdString()));
}

QString progressKey(const QString& key, const char* what)
{
    return QStringLiteral("lessons/%1/%2").arg(key, QLatin1String(what));
}

}  // namespace

const std::vector<CourseLesson>& course()
{
    static const std::vector<CourseLesson> all = [] {
        registerLessons();
        std::vector<CourseLesson> lessons;
        for (const QString& name : QDir(kFolder).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
            lessons.push_back({QFileInfo(name).completeBaseName(),
                               lesson::lessonFrom(bytesOf(kFolder + name), name.toStdString()), builtInState});
        return lessons;
    }();
    return all;
}

std::string courseBytes(const QString& key)
{
    registerLessons();
    return bytesOf(kFolder + key + QStringLiteral(".json"));
}

CourseLesson lessonInFile(const QString& path)
{
    CourseLesson found{QFileInfo(path).completeBaseName(), lesson::readLesson(path.toStdString()), {}};
    found.files = lesson::besideLesson(found.lesson);
    if (const auto faults = visibleFaults(found.lesson); !faults.empty())
        fail("{}: {}", path.toStdString(), lineOf(faults.front()));
    return found;
}

CourseLesson lessonNamed(const QString& name)
{
    std::string known;
    for (const CourseLesson& one : course()) {
        const QString number = one.key.section(QLatin1Char('-'), 0, 0);
        if (name.compare(one.key, Qt::CaseInsensitive) == 0 ||
            name.compare(QString::fromStdString(one.lesson.title), Qt::CaseInsensitive) == 0 ||
            name.compare(one.key.mid(number.size() + 1), Qt::CaseInsensitive) == 0 ||
            (name.toInt() > 0 && name.toInt() == number.toInt()))
            return one;
        known += (known.empty() ? "" : ", ") + one.key.toStdString();
    }
    if (!QFileInfo::exists(name) && !name.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        fail("lesson: expected a file or one of {}, found '{}'", known, name.toStdString());
    return lessonInFile(name);
}

Progress progressIn(const QString& settings, const QString& key)
{
    if (settings.isEmpty() || key.isEmpty())
        return {};
    const QSettings kept(settings, QSettings::IniFormat);
    return {kept.value(progressKey(key, "reached"), 0).toInt(), kept.value(progressKey(key, "finished"), false).toBool()};
}

void keepProgress(const QString& settings, const QString& key, const Progress& progress)
{
    if (settings.isEmpty() || key.isEmpty())
        return;
    QSettings kept(settings, QSettings::IniFormat);
    kept.setValue(progressKey(key, "reached"), progress.reached);
    kept.setValue(progressKey(key, "finished"), progress.finished);
}

}  // namespace gauge::ui
