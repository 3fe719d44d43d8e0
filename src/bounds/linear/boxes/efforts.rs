//! A piece of efforts: the law of the count over it and what the model says there.

use super::rare::RARE;
use crate::bounds::EnclosedModel;
use crate::bounds::count_sums::by_likelihood;
use crate::bounds::count_sums::law::Law;
use crate::numerics::Interval;

/// A law is not enclosed over pieces along which the mean count moves by more standard deviations.
const FAR: f64 = 2.0;

/// A piece of efforts.
pub struct Efforts {
    pub range: Interval,
    pub middle: f64,
    /// Whether this is the single effort 1, which need not be stationary.
    pub full: bool,
    /// The least first-best loss, or what a lower effort asks for.
    pub loss: f64,
    /// Laws at the lowest and the highest agreement, and at the middle.
    pub low: Law,
    pub high: Law,
    pub at: Law,
    /// The law over all of the piece, where it is short.
    pub over: Option<Law>,
    /// q at the middle and over the piece, and the derivatives likewise.
    pub agreement: [[Interval; 3]; 2],
    /// c, c′, c″ and V, V′ likewise.
    pub cost: [[Interval; 3]; 2],
    pub value: [[Interval; 2]; 2],
}

impl Efforts {
    pub fn new(economy: &EnclosedModel<'_>, samples: u64, range: Interval) -> Option<Self> {
        let middle = range.midpoint();
        let at = Interval::point(middle);
        // Next to no effort derivatives of costs and values may be infinite.
        let derivative = |of: &dyn Fn(u32, Interval) -> Option<Interval>, order, over| {
            of(order, over).unwrap_or(Interval::ENTIRE)
        };
        let all = |of: &dyn Fn(u32, Interval) -> Option<Interval>, over: Interval| {
            Some([
                of(0, over)?,
                derivative(of, 1, over),
                derivative(of, 2, over),
            ])
        };
        let two = |of: &dyn Fn(u32, Interval) -> Option<Interval>, over: Interval| {
            Some([of(0, over)?, derivative(of, 1, over)])
        };
        let agreement = |order, over| economy.agreement(order, over);
        let cost = |order, over| economy.cost(order, over);
        let value = |order, over| economy.value(order, over);
        let agreements = [all(&agreement, at)?, all(&agreement, range)?];
        let q_middle = agreements[0][0];
        // A probability, whatever roundings say.
        let q = agreements[1][0].hull(q_middle);
        let q = q.intersection(Interval::UNIT)?;
        let law = |q: f64| Law::down_to(RARE, samples, Interval::point(q), Interval::point(q));
        let centre = Interval::point(q_middle.midpoint());
        let (low, high) = (law(q.lower())?.1, law(q.upper())?.1);
        let at_middle = Law::down_to(RARE, samples, centre, q_middle)?.1;
        // By how many standard deviations of the count its mean moves along the piece.
        let variance = q_middle.midpoint() * (1.0 - q_middle.midpoint());
        let spread = q.width() * (samples as f64 / variance).sqrt();
        let over = if spread < FAR {
            Some(Law::down_to(RARE, samples, centre, q)?.1)
        } else {
            None
        };
        Some(Self {
            range,
            middle,
            full: range.lower() == 1.0,
            loss: by_likelihood(economy, samples, range)
                .unwrap_or(0.0)
                .max(economy.least_loss(range)),
            low,
            high,
            at: at_middle,
            over,
            agreement: agreements,
            cost: [all(&cost, at)?, all(&cost, range)?],
            value: [two(&value, at)?, two(&value, range)?],
        })
    }

    /// Half the length, from above.
    pub fn radius(&self) -> f64 {
        let middle = Interval::point(self.middle);
        (self.range - middle).magnitude()
    }
}
