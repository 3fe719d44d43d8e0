//! From a description to what can be drawn: everything checked, data in axis units, labels set.

use super::error::{FigureError, Place};
use super::looks::{self, Style};
use super::plot::{Inscription, Item, Marks, Plot, Rule, Side};
use super::series::{Data, Reference, Series};
use super::{Axis, Figure, Panel, Scale, range};
use crate::plot::style;
use crate::plot::typeset::{self, Lettering};
use crate::print::label::Label;

pub fn figure(figure: &Figure) -> Result<Vec<Plot>, FigureError> {
    if figure.panels.is_empty() {
        return Err(FigureError::NoPanel {
            figure: figure.title.clone(),
        });
    }
    let many = figure.panels.len() > 1;
    figure
        .panels
        .iter()
        .enumerate()
        .map(|(index, panel)| {
            let context = Context {
                figure: &figure.title,
                panel: index,
            };
            context.plot(panel, many)
        })
        .collect()
}

/// Sets a label.
pub fn lettering(markup: &str, size: f64) -> Result<Lettering, FigureError> {
    Ok(typeset::set(&Label::parse(markup)?, size)?)
}

/// Letter of a panel: (a), (b), …
pub fn letter(index: usize) -> char {
    char::from(b'a' + (index % 26) as u8)
}

pub struct Context<'a> {
    figure: &'a str,
    panel: usize,
}

impl Context<'_> {
    pub fn place(&self, what: impl Into<String>) -> Place {
        Place {
            figure: self.figure.to_owned(),
            panel: self.panel,
            what: what.into(),
        }
    }

    fn plot(&self, panel: &Panel, many: bool) -> Result<Plot, FigureError> {
        if panel.series.is_empty() {
            return Err(FigureError::EmptyPanel {
                figure: self.figure.to_owned(),
                panel: self.panel,
            });
        }
        let styles = looks::complete(&panel.series);
        let items = panel
            .series
            .iter()
            .zip(styles)
            .map(|(series, style)| self.item(series, style, panel))
            .collect::<Result<Vec<_>, FigureError>>()?;
        let horizontal = self.rules(&panel.horizontal, panel.y.scale, "horizontal reference")?;
        let vertical = self.rules(&panel.vertical, panel.x.scale, "vertical reference")?;
        let title = match (many, panel.title.as_str()) {
            (false, title) => title.to_owned(),
            (true, "") => format!("({})", letter(self.panel)),
            (true, title) => format!("({})\u{2002}{title}", letter(self.panel)),
        };
        let (xs, ys) = range::extents(&items, &vertical, &horizontal);
        let plot = Plot {
            x: self.side(&panel.x, xs, "x axis", false)?,
            y: self.side(&panel.y, ys, "y axis", true)?,
            title: lettering(&title, style::TEXT)?,
            items,
            horizontal,
            vertical,
            words: self.words(panel)?,
        };
        self.inside(&plot, panel)?;
        Ok(plot)
    }

    fn item(&self, series: &Series, style: Style, panel: &Panel) -> Result<Item, FigureError> {
        let place = || self.place(format!("series {:?}", series.name));
        let (sx, sy) = (panel.x.scale, panel.y.scale);
        let x = |index, v| axis_value(sx, v, index, &place);
        let y = |index, v| axis_value(sy, v, index, &place);
        let point = |(i, p): (usize, &(f64, f64))| Ok((x(i, p.0)?, y(i, p.1)?));
        let ordered = |index, lower: f64, estimate: f64, upper: f64| {
            if lower <= estimate && estimate <= upper {
                return Ok(());
            }
            Err(FigureError::Inverted {
                place: place(),
                index,
                lower,
                estimate,
                upper,
            })
        };
        let (marks, count, fewest) = match &series.data {
            Data::Line(data) => {
                let points = data
                    .iter()
                    .enumerate()
                    .map(point)
                    .collect::<Result<_, FigureError>>()?;
                (Marks::Line(points), data.len(), 2)
            }
            Data::Points(data) => {
                let points = data
                    .iter()
                    .enumerate()
                    .map(point)
                    .collect::<Result<_, FigureError>>()?;
                (Marks::Points(points), data.len(), 1)
            }
            Data::Brackets(data) => {
                let brackets = data.iter().enumerate().map(|(i, b)| {
                    let all = [
                        x(i, b.x)?,
                        y(i, b.estimate)?,
                        y(i, b.lower)?,
                        y(i, b.upper)?,
                    ];
                    ordered(i, b.lower, b.estimate, b.upper)?;
                    Ok(all)
                });
                (
                    Marks::Brackets(brackets.collect::<Result<_, FigureError>>()?),
                    data.len(),
                    1,
                )
            }
            Data::Band(data) => {
                let band = data.iter().enumerate().map(|(i, b)| {
                    let all = [x(i, b.0)?, y(i, b.1)?, y(i, b.2)?];
                    ordered(i, b.1, b.1, b.2)?;
                    Ok(all)
                });
                (
                    Marks::Band(band.collect::<Result<_, FigureError>>()?),
                    data.len(),
                    2,
                )
            }
        };
        if count < fewest {
            return Err(FigureError::EmptySeries { place: place() });
        }
        Ok(Item {
            marks,
            style,
            key: series.name.clone(),
            name: lettering(
                &series.name,
                if series.at_end {
                    style::TEXT
                } else {
                    style::LEGEND_TEXT
                },
            )?,
            at_end: series.at_end,
        })
    }

    fn rules(
        &self,
        references: &[Reference],
        scale: Scale,
        what: &str,
    ) -> Result<Vec<Rule>, FigureError> {
        references
            .iter()
            .enumerate()
            .map(|(index, r)| {
                Ok(Rule {
                    at: axis_value(scale, r.at, index, &|| self.place(what))?,
                    style: looks::reference(&r.look),
                    label: lettering(&r.label, style::TICK_TEXT)?,
                })
            })
            .collect()
    }

    fn words(&self, panel: &Panel) -> Result<Vec<Inscription>, FigureError> {
        let entries = panel.words.iter().enumerate();
        entries
            .map(|(index, words)| {
                let place = || self.place(format!("words {:?}", words.text));
                Ok(Inscription {
                    at: (
                        axis_value(panel.x.scale, words.at.0, index, &place)?,
                        axis_value(panel.y.scale, words.at.1, index, &place)?,
                    ),
                    words: lettering(&words.text, style::TEXT)?,
                    ink: words.ink.rgb(),
                })
            })
            .collect()
    }

    fn side(
        &self,
        axis: &Axis,
        extent: (f64, f64),
        what: &str,
        padded: bool,
    ) -> Result<Side, FigureError> {
        let place = || self.place(what);
        let label = lettering(&axis.label, style::TEXT)?;
        let scale = axis.scale;
        let (lo, hi) = match axis.range {
            Some((from, to)) => {
                let (lo, hi) = (
                    axis_value(scale, from, 0, &place)?,
                    axis_value(scale, to, 1, &place)?,
                );
                if hi - lo <= 1e-9 * lo.abs().max(hi.abs()) {
                    return Err(FigureError::Range {
                        place: place(),
                        from,
                        to,
                    });
                }
                (lo, hi)
            }
            None => {
                let mut reach = extent;
                for (index, &value) in axis.include.iter().enumerate() {
                    let at = axis_value(scale, value, index, &place)?;
                    reach = (reach.0.min(at), reach.1.max(at));
                }
                range::padded(reach, &axis.include, scale, padded)
            }
        };
        Ok(Side {
            scale,
            lo,
            hi,
            label,
            names: axis
                .names
                .iter()
                .map(|name| lettering(name, style::TICK_TEXT))
                .collect::<Result<_, _>>()?,
        })
    }
}

fn axis_value(
    scale: Scale,
    value: f64,
    index: usize,
    place: &dyn Fn() -> Place,
) -> Result<f64, FigureError> {
    // Beyond 1e300 differences of values would overflow.
    if !value.is_finite() || value.abs() > 1e300 {
        return Err(FigureError::NotFinite {
            place: place(),
            index,
            value,
        });
    }
    if scale == Scale::Log && value <= 0.0 {
        return Err(FigureError::NotPositive {
            place: place(),
            index,
            value,
        });
    }
    Ok(scale.to_axis(value))
}
