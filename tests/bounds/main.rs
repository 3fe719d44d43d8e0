//! Brackets: references inside, wrong claims never proved.

#[path = "../support/random_models.rs"]
#[allow(dead_code)]
mod random_models;
#[path = "../support/mod.rs"]
mod support;

mod corners;
mod deterrence;
mod full_care;
mod fuzz;
mod gaps;
mod lines;
mod no_room;
mod sweep;
mod tiers;
mod weak_checks;
