//! A piece of efforts, or a box of thresholds and efforts: its quantities and what it costs.

use super::line::least_with_loss;
use super::moving_threshold::pay::Pay;
use crate::bounds::EnclosedModel;
use crate::numerics::Interval;
use crate::numerics::interval::Centred;

/// Enclosures of what a bonus costs on a piece.
pub struct Piece {
    /// Utility that participation asks for, ū(η).
    pub mean: Interval,
    /// c′(η).
    pub marginal_cost: Interval,
    /// g = dP(bonus)/dq.
    pub slope: Interval,
    /// Probability of no bonus.
    pub fail: Interval,
    /// Probability of the bonus.
    pub pass: Interval,
    /// The bonus in utility, from the least that incentives allow.
    pub bonus: Interval,
    /// No contract of the piece has a smaller product of the bonus and the probability of none:
    /// for rules that hardly ever withhold it that says more than either factor.
    pub fine: f64,
}

impl Piece {
    /// h′(ū)·e + f·D(ū, d_low) + (1−f)·D(ū, d_high) from below.
    ///
    /// The first two terms are also at least Y·D(ū, −m)/m, where f·x ≥ Y for the drop x that
    /// participation leaves, x ≥ x₀, r = ū − u(w_min) ≥ Y and m = min(x₀, r): with x ≤ r they are f·x
    /// times D(ū, −x)/x, which rises with x; beyond, x = Y/f, h′·(Y/f − r) + f·D(ū, −r) falls with
    /// f up to Y/r, as D(ū, −r) ≤ h′·r.
    pub fn least_cost(&self, economy: &EnclosedModel<'_>) -> f64 {
        let least = self.bonus.lower();
        let drop = self.pass * least;
        let floor = economy.minimum_utility() - self.mean;
        let excess = (floor + drop).lower().max(0.0);
        // The pay without bonus lies at least this far below ū, unless limited liability stops it
        // earlier.
        let low = drop.lower().min(-floor.upper()).max(0.0);
        // The bonus comes on top of what participation asks for, and of the minimum wage: with a
        // rent the second is more.
        let high = (self.fail * least).lower();
        let high = high.max((floor + least).lower()).max(0.0);
        let money = economy
            .utility()
            .wage_derivative(1, self.mean)
            .map_or(0.0, |h| h.lower().max(0.0));
        // An infinite distance is cut to the largest double: products of intervals round outwards.
        let distance =
            |change: f64| Interval::point(economy.least_bregman(self.mean, change).min(f64::MAX));
        let rent_and_drop = Interval::point(money) * excess + self.fail.lower() * distance(-low);
        let room = (-floor.upper()).max(0.0);
        let fine = (Interval::point(self.fine) * self.pass.lower())
            .lower()
            .min(room);
        let by_fine = if low > 0.0 && fine > 0.0 {
            (Interval::point(fine) * distance(-low) / low).lower()
        } else {
            0.0
        };
        let rent_and_drop = Interval::point(rent_and_drop.lower().max(by_fine));
        (rent_and_drop + self.pass.lower() * distance(high)).lower()
    }

    /// The gap to first order in the effort about the middle of `efforts`, from below, where
    /// limited liability is out of play. `centre` holds the same quantities at the middle, and
    /// `past` encloses (k − 1) − (n − 1)·q for every threshold k and agreement q of the piece.
    pub fn centred_bound(
        &self,
        economy: &EnclosedModel<'_>,
        efforts: Interval,
        centre: &Self,
        past: Interval,
    ) -> Option<f64> {
        let middle = efforts.midpoint();
        let here = Interval::point(middle);
        let form = |centre, range, slope| Centred {
            centre,
            range,
            slope,
        };
        let q = economy.agreement(0, efforts)?;
        let rate = form(
            economy.agreement(1, here)?,
            economy.agreement(1, efforts)?,
            economy.agreement(2, efforts)?,
        );
        // dP/dη = g·q′, dg/dq = g·score.
        let score = past / (q * (Interval::ONE - q));
        let rise = self.slope * rate.range;
        let pass = form(centre.pass, self.pass, rise);
        let fail = form(centre.fail, self.fail, -rise);
        // The incentive constraint holds with equality, so the centre and the range are those of
        // c′/(q′g), not of the larger bonus that a temptation may ask for.
        let density = form(centre.slope, self.slope, rise * score);
        let marginal = form(
            centre.marginal_cost,
            self.marginal_cost,
            economy.cost(2, efforts)?,
        );
        let mean = form(centre.mean, self.mean, self.marginal_cost);
        let reach = efforts - here;
        let bonus = (marginal / (density * rate)).tightened(reach);
        let none = Centred::constant(Interval::ZERO);
        let pay = Pay(economy.utility());
        let low = pay.bregman(mean, none - (pass * bonus).tightened(reach))?;
        let high = pay.bregman(mean, (fail * bonus).tightened(reach))?;
        least_with_loss(economy, fail * low + pass * high, middle, efforts)
    }

    /// Whether limited liability is out of play on the whole piece.
    pub fn is_above_the_floor(&self, economy: &EnclosedModel<'_>) -> bool {
        let floor = economy.minimum_utility() - self.mean;
        self.bonus.is_bounded() && (self.pass * self.bonus).upper() < -floor.upper()
    }
}
