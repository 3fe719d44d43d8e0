//! Which column is what: by its name, by names that other tools use, or as the caller says.

mod complaint;
mod header;
pub(super) mod known;
mod names;
mod role;

pub(crate) use complaint::Complaint;
use complaint::{lacking, shown};
pub(crate) use header::{Places, Wanted};
use known::{is_gold, plain};
pub use names::{ColumnNames, ColumnNamesError};
pub(crate) use role::CLUSTER_COLUMNS;
pub use role::Role;

use super::shell::{column, columns_option};

/// Finds the columns in use among `names`. The complaint shows the option that would help.
pub(crate) fn places(names: &[String], wanted: Wanted<'_>) -> Result<Places, Complaint> {
    let mut places = Places::default();
    let has_ranks = wanted.named.of(Role::Ranks).is_some();
    for role in Role::ALL {
        let found = if let Some(name) = wanted.named.of(role) {
            named(names, name, wanted.header)?
                .ok_or_else(|| lacking(names, role, name, wanted, &places))?
        } else {
            match role {
                Role::Cluster => cluster(names, wanted)?,
                Role::Item | Role::Annotator | Role::Label => {
                    let found = required(names, role, wanted, &mut places)?;
                    if found.is_empty() && !(role == Role::Label && has_ranks) {
                        return Err(lacking(names, role, role.name(), wanted, &places));
                    }
                    found
                }
                Role::Date if !wanted.date => Vec::new(),
                Role::Date => required(names, role, wanted, &mut places)?,
                _ if !wanted.header => Vec::new(),
                _ => exact(names, role.name())?.into_iter().collect(),
            }
        };
        places.of[role as usize] = found;
    }
    pair(names, wanted, &mut places);
    for role in [Role::Gold, Role::Assistant] {
        if places.of(role).is_empty() && wanted.header {
            let used: Vec<usize> = places.all().collect();
            let like = (0..names.len()).find(|i| {
                let synonym = role.synonyms().contains(&plain(&names[*i]).as_str());
                let gold = role == Role::Gold && is_gold(&names[*i]);
                !used.contains(i) && (synonym || gold)
            });
            if let Some(i) = like {
                places.notes.push(format!(
                    "column {:?} is not used; if it is {}, say {}",
                    names[i],
                    if role == Role::Gold {
                        "an expert's label"
                    } else {
                        "a model's label"
                    },
                    columns_option(&[(role.name(), &column(&names[i], i))])
                ));
            }
        }
    }
    Ok(places)
}

/// The names of both responses matter only where the label is a winner's name, or where the caller
/// says so: other files may have columns `first` and `second` for anything.
fn pair(names: &[String], wanted: Wanted<'_>, places: &mut Places) {
    let said = |role| wanted.named.of(role).is_some();
    if said(Role::First) || said(Role::Second) {
        return;
    }
    let by_winner = places
        .one(Role::Label)
        .is_some_and(|i| names.get(i).is_some_and(|n| plain(n) == "winner"));
    for role in [Role::First, Role::Second] {
        places.of[role as usize].clear();
        if by_winner {
            let like = |name: &String| {
                let name = plain(name);
                name == role.name() || role.synonyms().contains(&name.as_str())
            };
            places.of[role as usize].extend(names.iter().position(like));
        }
    }
    if places.of(Role::First).is_empty() || places.of(Role::Second).is_empty() {
        places.of[Role::First as usize].clear();
        places.of[Role::Second as usize].clear();
    }
}

/// The column of exactly this name, case and outer spaces aside.
fn exact(names: &[String], name: &str) -> Result<Option<usize>, String> {
    let mut found = (0..names.len()).filter(|&i| names[i].trim().eq_ignore_ascii_case(name));
    match (found.next(), found.next()) {
        (place, None) => Ok(place),
        (_, Some(_)) => Err(format!("column `{name}` stands there twice")),
    }
}

/// The columns that the caller names: one, or several joined by `+`.
fn named(names: &[String], name: &str, header: bool) -> Result<Option<Vec<usize>>, String> {
    let one = |name: &str| -> Result<Option<usize>, String> {
        let place = name
            .parse::<usize>()
            .ok()
            .filter(|n| (1..=names.len()).contains(n));
        if !header {
            return Ok(place.map(|n| n - 1));
        }
        if let Some(found) = exact(names, name)? {
            return Ok(Some(found));
        }
        let like = plain(name);
        let found = names
            .iter()
            .position(|n| !like.is_empty() && plain(n) == like);
        Ok(found.or(place.map(|n| n - 1)))
    };
    if let Some(found) = one(name)? {
        return Ok(Some(vec![found]));
    }
    if !name.contains('+') {
        return Ok(None);
    }
    name.split('+').map(|part| one(part.trim())).collect()
}

fn cluster(names: &[String], wanted: Wanted<'_>) -> Result<Vec<usize>, String> {
    if let Some(name) = wanted.cluster {
        return named(names, name, wanted.header)?.ok_or_else(|| {
            let own = &names[..wanted.own];
            format!("no column `{name}` among {}", shown(own))
        });
    }
    if !wanted.header {
        return Ok(Vec::new());
    }
    for name in CLUSTER_COLUMNS {
        if let Some(found) = exact(names, name)? {
            return Ok(vec![found]);
        }
    }
    Ok(Vec::new())
}

/// By its own name, else by a name that other tools use; empty if there is none.
fn required(
    names: &[String],
    role: Role,
    wanted: Wanted<'_>,
    places: &mut Places,
) -> Result<Vec<usize>, String> {
    if !wanted.header {
        return Ok(Vec::new());
    }
    if let Some(found) = exact(names, role.name())? {
        return Ok(vec![found]);
    }
    let like: Vec<usize> = (0..names.len())
        .filter(|&i| {
            let name = plain(&names[i]);
            // A bare `id` may be the row's own number: only where nothing else is there.
            name != "id" && (name == role.name() || role.synonyms().contains(&name.as_str()))
        })
        .collect();
    let found = match like[..] {
        [] => (0..names.len()).find(|&i| role == Role::Item && plain(&names[i]) == "id"),
        [one] => Some(one),
        _ if role == Role::Date => like.first().copied(),
        _ => {
            let all: Vec<&str> = like.iter().map(|&i| names[i].trim()).collect();
            return Err(format!(
                "`{}` may be {}; say which: {}",
                role.name(),
                all.join(" or "),
                columns_option(&[(role.name(), &column(all[0], like[0]))])
            ));
        }
    };
    if let Some(i) = found {
        let note = format!("column {:?} is read as {}", names[i].trim(), role.name());
        places.notes.push(note);
    }
    Ok(found.into_iter().collect())
}
