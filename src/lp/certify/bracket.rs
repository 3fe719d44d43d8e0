//! Points and prices collected, of which the best make a claim.

use crate::lp::certificate::check::{attained_in, excluded_in};
use crate::lp::certificate::{Claim, Ratio, Vector};
use crate::lp::exact_simplex::Corner;
use crate::lp::program::Scaled;

/// The best point and the best prices so far.
pub(super) struct Bracket<'a> {
    program: &'a Scaled<'a>,
    primal: Option<(Vector, Ratio)>,
    dual: Option<(Vector, Ratio)>,
}

impl<'a> Bracket<'a> {
    pub(super) fn new(program: &'a Scaled<'a>, points: Vec<Vector>, prices: Vec<Vector>) -> Self {
        let mut bracket = Bracket {
            program,
            primal: None,
            dual: None,
        };
        points.into_iter().for_each(|point| bracket.attain(point));
        prices
            .into_iter()
            .for_each(|prices| bracket.exclude(prices));
        bracket
    }

    pub(super) fn keep(&mut self, corner: &Corner) {
        self.attain(corner.point(self.program));
        self.exclude(corner.prices(self.program));
    }

    pub(super) fn attain(&mut self, point: Vector) {
        let Ok(value) = attained_in(self.program, &point) else {
            return;
        };
        let order = self.program.program.sense;
        let improves = |best: &Ratio| order.order(value.cmp(best)).is_lt();
        if self.primal.as_ref().is_none_or(|(_, best)| improves(best)) {
            self.primal = Some((point, value));
        }
    }

    pub(super) fn exclude(&mut self, prices: Vector) {
        let Ok(value) = excluded_in(self.program, &prices) else {
            return;
        };
        let order = self.program.program.sense;
        let improves = |best: &Ratio| order.order(value.cmp(best)).is_gt();
        if self.dual.as_ref().is_none_or(|(_, best)| improves(best)) {
            self.dual = Some((prices, value));
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.primal.is_some() && self.dual.is_some()
    }

    /// Whether the best point and the best prices have the same objective.
    pub(super) fn is_exact(&self) -> bool {
        match (&self.primal, &self.dual) {
            (Some((_, above)), Some((_, below))) => above == below,
            _ => false,
        }
    }

    pub(super) fn claim(self) -> Option<Claim> {
        let (primal, dual) = (self.primal, self.dual);
        (primal.is_some() || dual.is_some()).then_some(Claim::Bounded { primal, dual })
    }
}
