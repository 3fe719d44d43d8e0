//! Proof by covering: a property of every number of an interval, shown piece by piece.

use super::Interval;

/// 2^-56.
const SHORTEST: f64 = 1.0 / (1_u64 << 56) as f64;

/// Whether `holds` can be shown on every piece of `[from, to]`, halving the pieces where it cannot
/// be shown at once.
///
/// `holds` must answer `true` only where the property is proved on the whole piece. Gives up, with
/// `false`, at a piece that no longer splits into floats or is shorter than 2^-56 of the whole, or
/// after `pieces` pieces.
pub fn holds_on(
    from: f64,
    to: f64,
    pieces: usize,
    mut holds: impl FnMut(Interval) -> bool,
) -> bool {
    let Some(whole) = Interval::new(from, to) else {
        return false;
    };
    // Next to 0 floats would split a thousand times more.
    let shortest = whole.width() * SHORTEST;
    let mut open = vec![whole];
    for _ in 0..pieces {
        let Some(piece) = open.pop() else {
            return true;
        };
        if holds(piece) {
            continue;
        }
        let middle = piece.midpoint();
        let halves = (
            Interval::new(piece.lower(), middle),
            Interval::new(middle, piece.upper()),
        );
        match halves {
            (Some(left), Some(right))
                if middle > piece.lower() && middle < piece.upper() && piece.width() > shortest =>
            {
                open.push(left);
                open.push(right);
            }
            _ => return false,
        }
    }
    open.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parabola_is_shown_to_be_above_what_it_is_above() {
        // x² − x ≥ −1/4.
        let above = |bound: f64| holds_on(0.0, 1.0, 10_000, |x| (x.square() - x).lower() >= bound);
        assert!(above(-0.26));
        assert!(!above(-0.24));
        assert!(!holds_on(0.0, 1.0, 3, |x| x.width() < 0.2));
        assert!(!holds_on(1.0, 0.0, 3, |_| true));
    }
}
