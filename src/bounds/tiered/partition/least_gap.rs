//! The least gap on a piece of efforts: what the prices ask for less what the groups can be worth at
//! most.

use super::super::lagrangian::level::Level;
use super::conjugate::Conjugate;
use super::envelope::{Grid, lines};
use super::groups;
use super::piece::Piece;
use crate::bounds::binary::line::least_with_loss;
use crate::numerics::Interval;
use crate::numerics::interval::Centred;

impl Piece<'_, '_> {
    /// The gap of every contract with up to `tiers` bonuses and an effort of the piece, from below,
    /// if it is less than `target`.
    pub fn least_gap(&self, tiers: u32, grid: &Grid, target: f64) -> Option<f64> {
        let level = Level::new(self.economy, self.efforts)?;
        let free = self.economy.cost(0, Interval::ZERO)?;
        let saved = self.economy.cost(0, self.efforts)? - free;
        let least = Interval::point(target) / Interval::point(level.money.lower()) - saved;
        if least.upper() < level.floor.lower() {
            return Some(target);
        }
        let lines = lines(self, grid)?;
        let conjugate = Conjugate::new(&level, &lines, least);
        let most = groups::most(&lines, &conjugate, self.participation, tiers)?;
        let asked = self.asked()?;
        let premium = Centred {
            centre: asked.centre - Interval::point(most),
            range: asked.range,
            slope: asked.slope,
        };
        least_with_loss(self.economy, premium, self.centre, self.efforts)
    }
}
