//! Ticks with their labels set, as many as the length of the axis takes.

use super::Scale;
use super::error::FigureError;
use super::plot::Side;
use super::prepare::lettering;
use super::ticks::{self, Ticks};
use crate::plot::style;
use crate::plot::typeset::Lettering;

/// A tick and its set label.
#[derive(Debug)]
pub struct SetTick {
    pub at: f64,
    pub label: Option<Lettering>,
}

/// An axis' ticks and the power of ten their labels are to be multiplied by.
#[derive(Debug)]
pub struct SetTicks {
    pub ticks: Vec<SetTick>,
    pub multiplier: Option<Lettering>,
}

impl SetTicks {
    /// The widest label.
    pub fn widest(&self) -> f64 {
        let widths = self
            .ticks
            .iter()
            .filter_map(|t| t.label.as_ref())
            .map(|l| l.width);
        widths.fold(0.0, f64::max)
    }
}

/// Chooses and sets the ticks of an axis of this length.
pub fn choose(side: &Side, length: f64, vertical: bool) -> Result<SetTicks, FigureError> {
    if !side.names.is_empty() {
        let ticks = side.names.iter().zip(1u32..).map(|(name, at)| SetTick {
            at: f64::from(at),
            label: Some(name.clone()),
        });
        return Ok(SetTicks {
            ticks: ticks.collect(),
            multiplier: None,
        });
    }
    // Distance that keeps labels apart: about two lines of text upwards, a label and a half
    // sideways.
    let apart = if vertical { 19.0 } else { 29.0 };
    let most = (length / apart).floor() as usize + 1;
    let fine = side.scale == Scale::Log && length / (side.hi - side.lo) >= 18.0;
    let Ticks { ticks, multiplier } = ticks::place(side.scale, (side.lo, side.hi), most, fine);
    let ticks = ticks
        .into_iter()
        .map(|t| {
            let label = t
                .label
                .map(|l| lettering(&l, style::TICK_TEXT))
                .transpose()?;
            Ok(SetTick { at: t.at, label })
        })
        .collect::<Result<Vec<_>, FigureError>>()?;
    let multiplier = multiplier
        .map(|e| lettering(&format!("×10^{{{e}}}"), style::TICK_TEXT))
        .transpose()?;
    Ok(SetTicks { ticks, multiplier })
}
