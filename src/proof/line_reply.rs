//! Where the annotator's best reply to a linear wage is, for [`line`](super::line): the polynomials
//! of `proofs/Lib/LineEnd.v`, and how near to the effort wanted they show it.

use super::decimal::{half, rational, rounded_down, unit};
use super::pay_measure::Measure;
use super::pay_signs::nonneg_on;
use super::polynomial::Polynomial;
use dashu_ratio::RBig;

/// Binary digits of the ends, and of what Coq's rounding may take from a sign at them.
const DIGITS: usize = 104;
const ROOM: usize = 140;

/// How often the distance from an end is halved until a sign is sure there.
const NEAREST: usize = 60;
const FARTHEST: usize = 40;

/// Binary digits of where far begins.
const FAR_DIGITS: usize = 20;

/// What Coq looks at, in effort or its root.
#[derive(Debug)]
pub(super) struct Signs {
    climbs: Polynomial,
    sinks: Polynomial,
    /// Utility less what pay is worth at most.
    far: Polynomial,
    /// What the annotator is surely left.
    rent: Polynomial,
}

/// Where a best reply is, and from where on others are far.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    pub(super) left: RBig,
    pub(super) low: RBig,
    pub(super) high: RBig,
    pub(super) right: RBig,
}

/// The power of two with which what the polynomials leave open of the slope is about least.
pub(super) fn weight(samples: u64, q: f64, order: usize) -> Option<RBig> {
    let spread = (samples as f64 * q * (1.0 - q) * (order as f64 + 2.0)).sqrt();
    rational(libm::exp2(-libm::round(libm::log2(spread)))).filter(|it| *it > RBig::ZERO)
}

impl Signs {
    pub(super) fn of(
        measure: &Measure<'_>,
        below: &Polynomial,
        above: &Polynomial,
        weight: &RBig,
    ) -> Self {
        let economy = measure.economy;
        let minus = -RBig::ONE;
        let spread = Polynomial::of(vec![RBig::ZERO, RBig::ONE, -RBig::ONE]);
        let middle = below.plus(above).scaled(&half());
        let apart = above.plus(&below.scaled(&minus)).scaled(&half());
        let with_count = |mean: &Polynomial| spread.times(&mean.slope());
        let slope = with_count(&measure.mean_in_q(&middle));
        let mean = measure.mean_in_q(&apart);
        let square = with_count(&mean)
            .slope()
            .plus(&mean.scaled(&RBig::from(measure.samples)));
        let open = spread
            .times(&square)
            .scaled(weight)
            .plus(&mean.scaled(&(RBig::ONE / weight)))
            .scaled(&half());
        let agreement = economy.agreement();
        let asked = economy.target().times(&spread.composed(&agreement));
        let least = slope.plus(&open.scaled(&minus)).composed(&agreement);
        let most = slope.plus(&open).composed(&agreement);
        let utility = economy.utility();
        let minus_utility = utility.scaled(&minus);
        Signs {
            climbs: least.plus(&asked.scaled(&minus)).rounded_down(),
            sinks: asked.plus(&most.scaled(&minus)).rounded_down(),
            far: utility.plus(&measure.mean(above).scaled(&minus)),
            rent: measure.mean(below).plus(&minus_utility),
        }
    }

    /// What the annotator is surely left with an effort, or its root.
    pub(super) fn rent(&self, at: &RBig) -> RBig {
        self.rent.at(at)
    }

    /// Around the effort wanted, or its root; `None` where Coq sees no best reply.
    pub(super) fn reply(&self, wanted: &RBig) -> Option<Reply> {
        let low = nearest(&self.climbs, wanted, &RBig::ZERO)?;
        let high = nearest(&self.sinks, wanted, &RBig::ONE)?;
        let far = self.far.plus(&Polynomial::constant(self.rent(&low)));
        let far = far.rounded_down();
        let places = |from: &RBig, to: RBig, first: usize| {
            let from = from.clone();
            (first..FARTHEST).map(move |k| {
                let there = &from + (&to - &from) * unit(k);
                rounded_down(&there, FAR_DIGITS)
            })
        };
        let left = places(&low, RBig::ZERO, 1).find(|left| {
            // The ends first: a sign that is wrong is mostly wrong there.
            *left > RBig::ZERO
                && *left < low
                && self.climbs.at(left) >= RBig::ZERO
                && far.at(left) >= RBig::ZERO
                && nonneg_on(&self.climbs, left, &low)
                && nonneg_on(&far, &RBig::ZERO, left)
        })?;
        let right = places(&high, RBig::ONE, 0).find(|right| {
            *right > high
                && self.sinks.at(right) >= RBig::ZERO
                && (*right == RBig::ONE || far.at(right) >= RBig::ZERO)
                && nonneg_on(&self.sinks, &high, right)
                && (*right == RBig::ONE || nonneg_on(&far, right, &RBig::ONE))
        })?;
        Some(Reply {
            left,
            low,
            high,
            right,
        })
    }
}

/// The place nearest to `wanted`, on the way to `end`, where a sign is sure.
fn nearest(p: &Polynomial, wanted: &RBig, end: &RBig) -> Option<RBig> {
    let sure = |x: &RBig| p.at(x) >= unit(ROOM);
    let at = |k: usize| rounded_down(&(wanted + (end - wanted) * unit(k)), DIGITS);
    let found = (1..=NEAREST).rev().find(|&k| sure(&at(k)))?;
    let (mut yes, mut no) = (at(found), at(found + 1));
    loop {
        let middle = rounded_down(&((&yes + &no) * half()), DIGITS);
        if middle == yes || middle == no {
            return Some(yes);
        }
        if sure(&middle) {
            yes = middle;
        } else {
            no = middle;
        }
    }
}
