//! The search that boxes share: the box with the least bound is halved, until that is the target or
//! the budget is spent. Where boxes stay below the known gap, the bonus at their centre may be better
//! than what was known: once verified it is the upper end.

use super::found::FoundBonus;
use crate::numerics::{Bounded, LeastFirst};

/// Boxes made before the bonus at the centre of the least one is looked at, and from then on
/// whenever they have doubled.
const FIRST_LOOK: usize = 500;

/// By what share a box has to lie below the known gap for that to be worth while.
const WORTH_A_LOOK: f64 = 1e-5;

/// What a search reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ends {
    /// No bonus has a smaller gap.
    pub lower: f64,
    /// A verified bonus that is better than what was known.
    pub better: Option<FoundBonus>,
}

/// Boxes of rules and efforts.
pub trait Boxes {
    /// A box.
    type Region: Bounded;

    /// What is not worth exceeding.
    fn target(&mut self) -> &mut f64;

    /// The halves of a box, with its bound; none where it splits no more.
    fn halves(&self, region: &Self::Region) -> Vec<Self::Region>;

    /// Raises the bound of a box to what is proved of it.
    fn raise(&self, region: &mut Self::Region);

    /// A verified bonus next to the centre of a box with a gap below the `known` one.
    fn bonus_next_to(&self, region: &Self::Region, known: f64) -> Option<FoundBonus>;

    /// Whether to end once so many boxes were made and the least bound is this far from the target.
    fn is_over(&mut self, made: usize, distance: f64) -> bool;
}

/// Searches from the boxes that `open` holds. `known` is a verified gap and the precision to which
/// the lower end is to come close to it, where better bonuses are looked for.
pub fn search<B: Boxes>(
    mut boxes: B,
    mut open: LeastFirst<B::Region>,
    known: Option<[f64; 2]>,
) -> Ends {
    let (mut made, mut next_look) = (0, FIRST_LOOK);
    let mut better: Option<FoundBonus> = None;
    while let Some(region) = open.pop() {
        let bound = region.bound();
        let target = *boxes.target();
        if bound >= target {
            break;
        }
        let halves = boxes.halves(&region);
        made += halves.len();
        let over = boxes.is_over(made, target - bound) || halves.is_empty();
        if over || made >= next_look {
            next_look = 2 * made;
            if let Some([upper, precision]) = known {
                let known = better.map_or(upper, |better| better.gap);
                let worth = bound < known * (1.0 - WORTH_A_LOOK);
                let found = worth.then(|| boxes.bonus_next_to(&region, known)).flatten();
                if let Some(found) = found {
                    *boxes.target() = target.min(found.gap * (1.0 - precision));
                    better = Some(found);
                }
            }
        }
        if over {
            let lower = bound.min(*boxes.target());
            return Ends { lower, better };
        }
        for mut half in halves {
            boxes.raise(&mut half);
            if half.bound() < *boxes.target() {
                open.push(half);
            }
        }
    }
    let lower = *boxes.target();
    Ends { lower, better }
}
