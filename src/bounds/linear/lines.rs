//! Linear pay over a piece of efforts and rents: both constraints from exact moments.

use crate::bounds::count_expansion::CountExpansion;
use crate::bounds::smooth_payoff::Pay;
use crate::bounds::solution::Constraints;
use crate::numerics::Interval;

/// A piece of efforts with a range of rents: everything about linear pay there.
pub struct Lines<'a, 'b, 'm> {
    pub local: &'a CountExpansion<'b, 'm>,
    /// w̄ = h(ū + ρ).
    pub wage: Interval,
    /// u_0, u_1, …, u_M at w̄.
    pub coefficients: Vec<Interval>,
}

impl<'a, 'b, 'm> Lines<'a, 'b, 'm> {
    pub fn new(local: &'a CountExpansion<'b, 'm>, rent: Interval) -> Option<Self> {
        let utility = local.economy.utility();
        let wage = utility.wage_derivative(0, local.mean + rent)?;
        let coefficients = (0..=local.order)
            .map(|j| utility.utility_coefficient(u32::try_from(j).ok()?, wage))
            .collect::<Option<Vec<_>>>()?;
        Some(Self {
            local,
            wage,
            coefficients,
        })
    }

    /// ω within the reach.
    fn line(&self, shift: Interval, slope: Interval) -> Interval {
        let reach = self.local.moments.reach();
        shift + slope * Interval::new(-reach, reach).unwrap_or(Interval::ENTIRE)
    }

    /// ω over every count, where limited liability binds at none.
    pub fn clear(&self, shift: Interval, slope: Interval) -> Option<Interval> {
        let local = self.local;
        let ends = [-local.agreement, Interval::ONE - local.agreement];
        let n = Interval::point(local.samples as f64);
        let [low, high] = ends.map(|end| shift + slope * (n * end / local.moments.deviation()));
        let all = low.hull(high);
        let floor = local.economy.model().minimum_wage();
        (slope.lower() >= 0.0 && (self.wage + all).lower() > floor).then_some(all)
    }

    /// E\[(f(w̄+ω) − Σ_{j<`from`} f_j·ω^j)·y^power; |y| ≤ Y] for the derivative f of u of the given
    /// order; all wages within reach must lie in the domain of u.
    pub fn within_reach(
        &self,
        derivative: usize,
        from: usize,
        shift: Interval,
        slope: Interval,
        power: usize,
    ) -> Option<Interval> {
        let line = self.line(shift, slope);
        let within = |power: usize| self.local.moments.within(power);
        self.series(derivative, from, [shift, slope], power, line, &within)
    }

    /// The same over all y of which `moment` gives the moments, with ω in `line`.
    ///
    /// Taylor's last term carries f_M at some of these wages, different for each y: its middle
    /// times E\[ω^M·y^power], and at most half its width times E|ω^M·y^power|.
    fn series(
        &self,
        derivative: usize,
        from: usize,
        [shift, slope]: [Interval; 2],
        power: usize,
        line: Interval,
        moment: &dyn Fn(usize) -> Interval,
    ) -> Option<Interval> {
        let last = self.local.order - derivative - power % 2;
        let moments = &self.local.moments;
        let powers = |x: Interval| {
            let mut all = vec![Interval::ONE];
            for j in 0..last {
                all.push(all[j] * x);
            }
            all
        };
        let (shifts, slopes) = (powers(shift), powers(slope));
        // E[(π + σy)^j·y^power; |y| ≤ Y] by the binomial theorem, from the powers of π and the
        // moments.
        let mean = |j: usize, shifts: &[Interval], moment: &dyn Fn(usize) -> Interval| {
            let mut binomial = 1.0;
            let mut sum = Interval::ZERO;
            for i in 0..=j {
                let weight = Interval::point(binomial) * shifts[j - i] * slopes[i];
                sum = sum + weight * moment(i + power);
                binomial = binomial * (j - i) as f64 / (i + 1) as f64;
            }
            sum
        };
        // The j-th Taylor coefficient of the derivative: u_(j+d)·(j+1)···(j+d).
        let factor =
            |j: usize| Interval::point((j + 1..=j + derivative).map(|i| i as f64).product::<f64>());
        let mut sum = Interval::ZERO;
        for j in from..last {
            let coefficient = self.coefficients[j + derivative] * factor(j);
            sum = sum + coefficient * mean(j, &shifts, moment);
        }
        let wages = self.wage + line;
        let utility = self.local.economy.utility();
        let order = u32::try_from(last + derivative).ok()?;
        let coefficient = utility.utility_coefficient(order, wages)? * factor(last);
        let middle = Interval::point(coefficient.midpoint());
        let sizes = powers(Interval::point(shift.magnitude()));
        let most = mean(last, &sizes, &|i| Interval::point(moments.absolute(i)));
        let error = (Interval::point((coefficient - middle).magnitude()) * most).upper();
        Some(sum + middle * mean(last, &shifts, moment) + Interval::new(-error, error)?)
    }

    /// Σ_{j≥`from`} u_j·E\[ω^j·y^power] over all y, power 0 or 1; `None` where limited liability is
    /// within reach.
    pub fn tail_of_series(
        &self,
        from: usize,
        shift: Interval,
        slope: Interval,
        power: usize,
    ) -> Option<Interval> {
        // Where pay hardly differs from count to count the largest drop in utility, times the
        // chance of leaving the reach, may be more than all the rest.
        let whole = self.clear(shift, slope).and_then(|line| {
            let moment = |power: usize| self.local.moments.whole(power);
            self.series(0, from, [shift, slope], power, line, &moment)
        });
        let by_reach = self.tail_with_reach(from, shift, slope, power);
        match (whole, by_reach) {
            (Some(a), Some(b)) => a.intersection(b),
            (a, b) => a.or(b),
        }
    }

    /// The same with bounds on what lies beyond the reach.
    fn tail_with_reach(
        &self,
        from: usize,
        shift: Interval,
        slope: Interval,
        power: usize,
    ) -> Option<Interval> {
        let economy = self.local.economy;
        let floor = Interval::point(economy.model().minimum_wage()) - self.wage;
        let line = self.line(shift, slope);
        if !(line.lower() > floor.upper()) || !(slope.lower() >= 0.0) {
            return None;
        }
        let sum = self.within_reach(0, from, shift, slope, power)?;
        // Beyond: the same sum is u(w̄+ω) less its first terms, with u between u(w_min) and u at
        // the end of the shell.
        let drop = (self.coefficients[0] - economy.minimum_utility()).upper();
        let marginal = self.coefficients[1].upper();
        let outside = self.local.moments.beyond(|y| {
            // On either side: at −y a negative shift adds to the slope.
            let rise = Interval::point(shift.magnitude()) + slope * Interval::point(y);
            // u is concave: u(w̄+ω) − u(w̄) ≤ u′·ω, and ≥ −drop; the left-out terms are at most
            // u′·|ω|.
            let most = Interval::point(drop.max(0.0))
                + Interval::point(2.0) * Interval::point(marginal) * rise;
            let weight = if power == 0 { 1.0 } else { y };
            (most * Interval::point(weight)).upper()
        });
        Some(sum + Interval::new(-outside, outside)?)
    }

    /// What limited liability adds to mean pay, E\[(w_min − w)₊], from above.
    pub fn lift(&self, shift: Interval, slope: Interval) -> f64 {
        if self.clear(shift, slope).is_some() {
            return 0.0;
        }
        self.local
            .moments
            .beyond(|y| (slope * Interval::point(y) - shift).upper().max(0.0))
    }
}

/// By the shift π and the slope σ.
impl Constraints for Lines<'_, '_, '_> {
    /// E\[u(w)] − ū′.
    fn participation(&self, level: Interval, slope: Interval) -> Option<Interval> {
        Some(self.coefficients[1] * level + self.tail_of_series(2, level, slope, 0)?)
    }

    /// E\[u(w)·y] − target.
    fn incentive(&self, level: Interval, slope: Interval) -> Option<Interval> {
        let first = self.coefficients[1] * slope;
        Some(first + self.tail_of_series(2, level, slope, 1)? - self.local.target)
    }
}

/// The pay as a function of the share of agreements, for the proof of its incentives.
pub struct LinearPay<'a, 'b, 'c, 'm> {
    pub lines: &'a Lines<'b, 'c, 'm>,
    pub shift: Interval,
    pub slope: Interval,
}

impl LinearPay<'_, '_, '_, '_> {
    /// dw/dx.
    fn rate(&self) -> Interval {
        let local = self.lines.local;
        self.slope * Interval::point(local.samples as f64) / local.moments.deviation()
    }

    fn wage(&self, share: Interval) -> Interval {
        self.lines.wage + self.shift + self.rate() * (share - self.lines.local.agreement)
    }

    fn clear(&self, wage: Interval) -> bool {
        wage.lower() > self.lines.local.economy.model().minimum_wage()
    }
}

impl Pay for LinearPay<'_, '_, '_, '_> {
    fn above(&self, minimum: Interval, share: Interval) -> Option<Interval> {
        let floor = self.lines.local.economy.model().minimum_wage();
        if self.wage(share).upper() <= floor {
            return Some(Interval::ZERO);
        }
        Some((self.utility(share)? - minimum).positive_part())
    }
    fn utility(&self, share: Interval) -> Option<Interval> {
        let economy = self.lines.local.economy;
        let floor = economy.model().minimum_wage();
        let wage = self.wage(share);
        let paid = Interval::new(wage.lower().max(floor), wage.upper().max(floor))?;
        economy.utility().utility_coefficient(0, paid)
    }
    fn slope(&self, share: Interval) -> Option<Interval> {
        let wage = self.wage(share);
        let utility = self.lines.local.economy.utility();
        self.clear(wage)
            .then(|| utility.utility_coefficient(1, wage))?
            .map(|marginal| marginal * self.rate())
    }
    fn curvature(&self, share: Interval) -> Option<Interval> {
        let wage = self.wage(share);
        let utility = self.lines.local.economy.utility();
        self.clear(wage)
            .then(|| utility.utility_coefficient(2, wage))?
            .map(|second| Interval::point(2.0) * second * self.rate().square())
    }
}
