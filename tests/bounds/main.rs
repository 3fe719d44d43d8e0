//! Brackets: references inside, wrong claims never proved.

#[path = "../support/random_models.rs"]
#[allow(dead_code)]
mod random_models;
#[path = "../support/mod.rs"]
mod support;

mod better_bonus;
mod certain_agreement;
mod corners;
mod deterrence;
mod faint_checks;
mod full_care;
mod fuzz;
mod gaps;
mod lines;
mod no_room;
mod rent_at_full_care;
mod risk_neutral;
mod saturated;
mod settled;
mod sweep;
mod tempting_bonuses;
mod tiers;
mod weak_checks;
