//! That a fixed range leaves nothing out.

use super::error::FigureError;
use super::plot::{Marks, Plot};
use super::prepare::Context;
use super::{Panel, Scale};

impl Context<'_> {
    /// Points and brackets and words must lie within a fixed range: one left out would go
    /// unnoticed.
    pub fn inside(&self, plot: &Plot, panel: &Panel) -> Result<(), FigureError> {
        let words = plot.words.iter().zip(&panel.words);
        for (words, named) in words {
            self.within(panel, plot, &format!("words {:?}", named.text), &[words.at])?;
        }
        for item in &plot.items {
            let positions: Vec<(f64, f64)> = match &item.marks {
                Marks::Points(points) => points.clone(),
                Marks::Brackets(brackets) => brackets.iter().map(|b| (b[0], b[1])).collect(),
                Marks::Line(_) | Marks::Band(_) => continue,
            };
            self.within(panel, plot, &format!("series {:?}", item.key), &positions)?;
        }
        Ok(())
    }

    fn within(
        &self,
        panel: &Panel,
        plot: &Plot,
        what: &str,
        positions: &[(f64, f64)],
    ) -> Result<(), FigureError> {
        for (index, &(x, y)) in positions.iter().enumerate() {
            for (at, side, axis) in [(x, &plot.x, &panel.x), (y, &plot.y, &panel.y)] {
                if (side.lo..=side.hi).contains(&at) {
                    continue;
                }
                let value = |at| match side.scale {
                    Scale::Linear => at,
                    Scale::Log => libm::exp10(at),
                };
                let (from, to) = axis.range.unwrap_or((value(side.lo), value(side.hi)));
                return Err(FigureError::Outside {
                    place: self.place(what),
                    index,
                    value: value(at),
                    from,
                    to,
                });
            }
        }
        Ok(())
    }
}
