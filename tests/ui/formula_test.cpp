#include "ui/painter/formula.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>

namespace gauge::ui {
namespace {

const char* const kEnergy =
    R"(E_{ij} = KL(q_i \| \Omega_{ij} q_j) = \frac{1}{2} \left[ \tr(\tilde{\Sigma}_j^{-1} \Sigma_i) + \ln \frac{\det \tilde{\Sigma}_j}{\det \Sigma_i} \right])";
const char* const kAttention = R"(\beta_{ij} = \frac{\exp(-E_{ij}/\tau)}{\sum_k \exp(-E_{ik}/\tau)})";
const char* const kFreeEnergy =
    R"(F = \sum_i \alpha KL(q_i \| p_i) + \lambda \sum_{h=1}^{H} \sum_i \left[ \sum_j \beta_{ij} E_{ij} \right])";

/// Fonts need an application.
class Formula : public testing::Test {
protected:
    static FormulaSize size(const char* formula, bool display = false, double font = 24)
    {
        Style style;
        style.font = font;
        return formulaSize(QString::fromUtf8(formula), style, 1.15, display);
    }

    static double height(const char* formula, bool display = false)
    {
        const FormulaSize s = size(formula, display);
        return s.ascent + s.descent;
    }

    /// Painted with `margin` around its box, dark on white.
    static QImage painted(const char* formula, bool display, double font, int margin)
    {
        Style style;
        style.font = font;
        const FormulaSize s = size(formula, display, font);
        QImage image(static_cast<int>(std::ceil(s.width)) + 2 * margin,
                     static_cast<int>(std::ceil(s.ascent) + std::ceil(s.descent)) + 2 * margin, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setPen(Qt::black);
        const double width = paintFormula(painter, QPointF(margin, margin + std::ceil(s.ascent)),
                                          QString::fromUtf8(formula), style, 1.15, display);
        EXPECT_NEAR(width, s.width, 0.05) << formula;  // Qt measures again what it has painted, in 1/64 px
        return image;
    }

    /// What is not white.
    static QRect inkOf(const QImage& image)
    {
        QRect ink;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (qGray(image.pixel(x, y)) < 250)
                    ink |= QRect(x, y, 1, 1);
        return ink;
    }

    static std::string said(const char* formula) { return spokenFormula(QString::fromUtf8(formula)).toStdString(); }
    static std::string fault(const char* formula) { return formulaFault(QString::fromUtf8(formula)).toStdString(); }

private:
    int argc_ = 1;
    char name_[8] = "formula";
    char* argv_[2] = {name_, nullptr};
    QGuiApplication fonts_{argc_, argv_};
};

TEST_F(Formula, WithoutCommandsIsSetAsItIsWritten)
{
    EXPECT_GT(size("a  =  b").width, size("a = b").width);
    EXPECT_NEAR(size("E_{ij} = ½").width, size("E_{ij}").width + size(" = ½").width, 1e-9);
    EXPECT_NEAR(size("q_i").width, size("q_{i}").width, 1e-9);
    EXPECT_NEAR(size("E_{ij}^{T}").width, std::max(size("E_{ij}").width, size("E^{T}").width), 1e-9);
    EXPECT_EQ(fault("E_{ij} = KL( q_{i} ‖ ~q_{j} ), {1, …, N}"), "");
}

TEST_F(Formula, WithCommandsIsSpacedByItsPartsAndNotByWhatWasTyped)
{
    EXPECT_NEAR(size("\\beta=x").width, size("\\beta  =  x").width, 1e-9);
    EXPECT_NEAR(size("\\beta -x+1").width, size("\\beta - x + 1").width, 1e-9);
    const double apart = size("\\beta(-x)").width + size("\\beta(a)").width - size("\\beta()").width;
    EXPECT_LT(apart, size("\\beta(a-x)").width);  // a minus between two has space, the one before x has none
    EXPECT_GT(size("\\mu a b").width, size("\\mu ").width);
}

TEST_F(Formula, FaultsNameTheColumnAndWhatWasExpected)
{
    EXPECT_EQ(fault(kEnergy), "");
    EXPECT_EQ(fault("\\frac{a}{b"), "column 11: expected } for the { of column 9, found the end");
    EXPECT_EQ(fault("q_{i"), "column 5: expected } for the { of column 3, found the end");
    EXPECT_EQ(fault("q_i}"), "column 4: expected { before it, found }");
    EXPECT_EQ(fault("1 + \\foo x"), "column 5: expected a command of docs/lessons.md, found \\foo");
    EXPECT_EQ(fault("\\frac{a}"), "column 9: expected {…} after the {…} of \\frac, found the end");
    EXPECT_EQ(fault("\\left( x"), "column 9: expected \\right for the \\left of column 1, found the end");
    EXPECT_EQ(fault("x \\right)"), "column 3: expected \\left before it, found \\right");
    EXPECT_EQ(fault("x_{a}_{b}"), "column 6: expected one subscript to a part, found a second");
    EXPECT_EQ(fault("a~"), "column 3: expected a letter after ~, found the end");
    EXPECT_NE(fault(std::string(50000, '{').c_str()), "");
    EXPECT_NE(fault(QStringLiteral("\\hat").repeated(50000).toStdString().c_str()), "");
}

TEST_F(Formula, WithAFaultIsPaintedAsItWasWritten)
{
    EXPECT_EQ(inkOf(painted("\\frac{a}{b", false, 24, 4)).height(), inkOf(painted("\\frac{a}{b", true, 24, 4)).height());
    EXPECT_GT(size("\\frac{a}{b").width, size("\\frac{a}{b}").width * 3);
}

TEST_F(Formula, FractionIsTallerThanItsPartsAndItsBarIsOnTheAxis)
{
    EXPECT_GT(height("\\frac{a}{b}", true), height("a\\,") + height("b\\,"));
    EXPECT_GT(height("\\frac{a}{\\frac{b}{c}}", true), height("\\frac{a}{b}", true));
    EXPECT_GT(height("\\frac{a}{b}", true), height("\\frac{a}{b}"));
    // The minus sign's stroke goes on in the bar: one dark run of pixels from the left end to the right one.
    const QImage image = painted("-\\frac{x}{x}-", true, 24, 4);
    const QRect ink = inkOf(image);
    int bar = 0;
    for (int y = 1; y < image.height(); ++y) {
        const auto dark = [&](int row) {
            int count = 0;
            for (int x = 0; x < image.width(); ++x)
                count += qGray(image.pixel(x, row)) < 128;
            return count;
        };
        bar = dark(y) > dark(bar) ? y : bar;
    }
    const auto inkAt = [&](int x) { return qGray(image.pixel(x, bar)) < 160; };
    EXPECT_TRUE(inkAt(ink.left() + 4) && inkAt(ink.right() - 4) && inkAt(ink.center().x()));
}

TEST_F(Formula, LimitsStandAboveAndBelowInDisplayAndBesideInALine)
{
    for (const char* sign : {"\\sum", "\\prod", "\\int"}) {
        const std::string bare = std::string(sign) + " x";
        const std::string limits = std::string(sign) + "_{i}^{N} x";
        const FormulaSize display = size(limits.c_str(), true);
        EXPECT_GT(display.ascent, size(bare.c_str(), true).ascent + 8) << sign;
        EXPECT_GT(display.descent, size(bare.c_str(), true).descent + 8) << sign;
        EXPECT_GT(size(limits.c_str()).width, size(bare.c_str()).width + 4) << sign;
        EXPECT_GT(display.ascent, size(limits.c_str()).ascent) << sign;
    }
}

TEST_F(Formula, BracketsGrowWithWhatTheyHold)
{
    EXPECT_GE(height("\\left( \\frac{a}{b} \\right)", true), height("\\frac{a}{b}", true));
    EXPECT_NEAR(height("\\left( x \\right)"), height("(x)\\,"), 1e-9);
    EXPECT_GT(height("\\left[ \\sum_{i}^{N} \\frac{a}{b} \\right]", true), height("\\left[ \\frac{a}{b} \\right]", true));
}

TEST_F(Formula, PaintsNothingOutsideItsBox)
{
    constexpr int margin = 12;
    constexpr int slack = 1;  // an edge between two pixels, a letter that was fitted to them
    for (const char* formula : {kEnergy, kAttention, kFreeEnergy, R"(\hat f)", R"(j\,)",
                                R"(\vec v \bar{x+y} \tilde{abc} \hat{xyz})", R"(\sqrt{\frac{a}{\sqrt{b}}})",
                                R"(f^{f^{f}}_{j_j}\,)", R"(\int_{-\infty}^{\infty} f)", R"(\left\{ \frac{a}{b} \right\|)",
                                R"(\left\langle \frac{j}{f} \right|)", R"(e^{-\frac{x^2}{2\sigma^2}})", R"(\argmin_{q} F)"})
        for (const double font : {9.0, 14.0, 24.0})
            for (const bool display : {false, true}) {
                const QImage image = painted(formula, display, font, margin);
                const QRect box = image.rect().adjusted(margin - slack, margin - slack, slack - margin, slack - margin);
                EXPECT_TRUE(box.contains(inkOf(image))) << formula << ' ' << font << ' ' << display;
            }
}

TEST_F(Formula, IsSaidInWords)
{
    EXPECT_EQ(said("\\beta_{ij}"), "beta sub i j");
    EXPECT_EQ(said("\\hat q"), "q hat");
    EXPECT_EQ(said("E_{ij} = KL( q_{i} ‖ ~q_{j} )"), "E sub i j equals K L of q sub i relative to q tilde sub j");
    EXPECT_EQ(said("\\hat{\\Sigma}_i = \\sum_j \\beta_{ij} \\Sigma_j^{-1}"),
              "Sigma hat sub i equals the sum over j of beta sub i j Sigma sub j inverse");
    EXPECT_EQ(said(kAttention),
              "beta sub i j equals the fraction exp of minus E sub i j over tau, over the sum over k of exp "
              "of minus E sub i k over tau");
    EXPECT_EQ(said("\\sum_{h=1}^{H} \\sqrt{x^2 + 1} \\le \\left\\| y \\right\\|"),
              "the sum from h equals 1 to H of the square root of x squared plus 1, end of root, is at most the norm of y");
    EXPECT_EQ(said("\\frac{a}{b"), "\\frac{a}{b");
}

TEST_F(Formula, BarsEmbraceWhereTheyComeInPairs)
{
    EXPECT_EQ(said("\\|x\\|^2"), "the norm of x, squared");
    EXPECT_EQ(said("\\frac12 \\|x\\|"), "the fraction 1 over 2, the norm of x");
    EXPECT_EQ(said("KL(q \\| p) + KL(p \\| q)"), "K L of q relative to p, plus K L of p relative to q");
    EXPECT_EQ(said("p(x \\mid y)"), "p open bracket x given y close bracket");
}

}  // namespace
}  // namespace gauge::ui
