//! How far one number may be off, as JSON.

use crate::design::ranges::breaking::Side;
use crate::design::ranges::{Breaking, Failure};
use serde::Serialize;

/// How far one number may be off.
#[derive(Serialize)]
pub(super) struct BreakingView<'a> {
    section: &'a str,
    key: &'a str,
    index: Option<usize>,
    value: f64,
    below: Option<SideView>,
    above: Option<SideView>,
}

#[derive(Serialize)]
struct SideView {
    holds_to: f64,
    fails_at: Option<f64>,
    failure: Option<Failure>,
}

impl From<Side> for SideView {
    fn from(side: Side) -> Self {
        Self {
            holds_to: side.holds_to,
            fails_at: side.fails_at.map(|(at, _)| at),
            failure: side.fails_at.map(|(_, how)| how),
        }
    }
}

impl<'a> From<&'a Breaking> for BreakingView<'a> {
    fn from(breaking: &'a Breaking) -> Self {
        let number = &breaking.number;
        Self {
            section: number.section,
            key: number.key,
            index: number.index,
            value: number.value,
            below: breaking.below.map(SideView::from),
            above: breaking.above.map(SideView::from),
        }
    }
}
