//! Which label files there are, and whether a folder holds them.

use super::error::{MANIFEST, RealError};
use crate::annotation::basis::Scheme;
use crate::input::{InputError, Section, Source};
use crate::labels::{Kind, LabelTable, ReadOptions, read_labels};
use crate::print::cache::hash;
use crate::print::files;
use std::path::{Path, PathBuf};

/// Where a label file comes from, and what it has to be.
#[derive(Debug, Clone)]
pub struct LabelSet {
    /// Its name; the file is this with `.csv` behind it.
    pub name: String,
    /// `owner/name`.
    pub repository: String,
    /// The commit, 40 hexadecimal digits.
    pub commit: String,
    /// The files there.
    pub paths: Vec<String>,
    /// What may be done with them.
    pub licence: String,
    /// How they become a label file, in words.
    pub conversion: String,
    /// SHA-256 of the label file in hexadecimal.
    pub sha256: String,
    /// What kind of labels they are.
    pub kind: Kind,
    /// What annotators are judged by.
    pub schemes: Vec<Scheme>,
    /// What a reader should know; may be empty.
    pub note: String,
}

/// The sets that the project's list names, in its order.
///
/// # Errors
/// A list that is not there or is malformed, with file, line and key.
pub fn sets(root: &Path) -> Result<Vec<LabelSet>, InputError> {
    let source = Source::read(&root.join(MANIFEST))?;
    let document = source.parse()?;
    let whole = document.root();
    let names = whole.texts("sets")?;
    whole.only(&[&["sets"], names.as_slice()].concat())?;
    names
        .into_iter()
        .map(|name| set(name, &whole.section(name)?))
        .collect()
}

const KEYS: [&str; 10] = [
    "repository",
    "commit",
    "paths",
    "licence",
    "converter",
    "conversion",
    "sha256",
    "kind",
    "schemes",
    "note",
];

fn set(name: &str, section: &Section<'_, '_>) -> Result<LabelSet, InputError> {
    section.only(&KEYS)?;
    let text = |key: &str| section.text(key).map(str::to_owned);
    let hexadecimal = |key: &str, digits: usize| {
        let written = section.text(key)?;
        let good = written.len() == digits && written.bytes().all(|b| b.is_ascii_hexdigit());
        good.then(|| written.to_owned()).ok_or_else(|| {
            let allowed = format!("{digits} hexadecimal digits");
            section.complain(key, format!("{written:?} is no hash"), allowed)
        })
    };
    // The script that fetches knows what it is; here it only has to be there.
    section.text("converter")?;
    let kind = match section.text("kind")? {
        "binary" => Kind::Binary,
        "nominal" => Kind::Nominal,
        "ordinal" => Kind::Ordinal,
        other => {
            let problem = format!("{other:?} is no kind of labels");
            return Err(section.complain("kind", problem, "binary, nominal, ordinal"));
        }
    };
    let known = [Scheme::Expert, Scheme::SelfConsistency, Scheme::Peers];
    let schemes = section
        .texts("schemes")?
        .into_iter()
        .map(|written| {
            let found = known.into_iter().find(|scheme| scheme.name() == written);
            found.ok_or_else(|| {
                let allowed = known.map(Scheme::name).join(", ");
                section.complain("schemes", format!("{written:?} is no scheme"), allowed)
            })
        })
        .collect::<Result<_, _>>()?;
    Ok(LabelSet {
        name: name.to_owned(),
        repository: text("repository")?,
        commit: hexadecimal("commit", 40)?,
        paths: section
            .texts("paths")?
            .into_iter()
            .map(str::to_owned)
            .collect(),
        licence: text("licence")?,
        conversion: text("conversion")?,
        sha256: hexadecimal("sha256", 64)?,
        kind,
        schemes,
        note: text("note")?,
    })
}

/// A folder of label files, and what they have to be.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
    sets: Vec<LabelSet>,
}

impl Folder {
    /// The folder at `path`, held against the list below `root`.
    ///
    /// # Errors
    /// The list is malformed; nothing is read of the folder yet.
    pub fn new(path: &Path, root: &Path) -> Result<Self, RealError> {
        Ok(Self {
            path: path.to_owned(),
            sets: sets(root)?,
        })
    }

    /// The sets, in the list's order.
    pub fn sets(&self) -> &[LabelSet] {
        &self.sets
    }

    /// Sets whose files are not there, or are others, each with the reason.
    pub fn troubles(&self) -> Vec<RealError> {
        let checked = self.sets.iter().map(|set| self.checked(set));
        checked.filter_map(Result::err).collect()
    }

    /// A set's labels.
    ///
    /// # Errors
    /// A file that is missing, has another hash, or cannot be read.
    pub fn labels(&self, set: &LabelSet) -> Result<LabelTable, RealError> {
        let path = self.checked(set)?;
        let options = ReadOptions {
            kind: set.kind,
            ..Default::default()
        };
        Ok(read_labels(&path, &options)?.0)
    }

    /// The set of this name.
    ///
    /// # Errors
    /// A list without it.
    pub fn set(&self, name: &str) -> Result<&LabelSet, RealError> {
        let found = self.sets.iter().find(|set| set.name == name);
        found.ok_or_else(|| {
            let problem = format!("names no set {name}");
            let allowed = "a list with every set that a study reads";
            InputError::about_file(MANIFEST, problem, allowed).into()
        })
    }

    /// The path of a set's file, if that is the one it has to be.
    fn checked(&self, set: &LabelSet) -> Result<PathBuf, RealError> {
        let path = self.path.join(format!("{}.csv", set.name));
        let Some(bytes) = files::read(&path)? else {
            return Err(RealError::Missing {
                set: set.name.clone(),
                path,
            });
        };
        let found = hash(&bytes);
        if found != set.sha256 {
            return Err(RealError::Different {
                set: set.name.clone(),
                path,
                found,
                expected: set.sha256.clone(),
            });
        }
        Ok(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A root whose list names one set of two labels, and a folder with its file.
    fn small() -> (tempfile::TempDir, &'static str) {
        let folder = tempfile::tempdir().unwrap();
        let labels = "item,annotator,label\nx,a,1\nx,b,0\n";
        let list = format!(
            "sets = [\"two\"]\n[two]\nrepository = \"o/n\"\ncommit = \"{}\"\npaths = [\"p\"]\n\
             licence = \"MIT\"\nconverter = \"c\"\nconversion = \"none\"\nsha256 = \"{}\"\n\
             kind = \"binary\"\nschemes = [\"peers\"]\nnote = \"\"\n",
            "0".repeat(40),
            hash(labels.as_bytes())
        );
        files::write(&folder.path().join(MANIFEST), list.as_bytes()).unwrap();
        (folder, labels)
    }

    #[test]
    fn only_the_file_that_numbers_were_made_from_is_read() {
        let (root, labels) = small();
        let folder = Folder::new(root.path(), root.path()).unwrap();
        let missing = folder.troubles().remove(0).to_string();
        assert!(missing.contains("fetch_data.py"), "{missing}");
        std::fs::write(root.path().join("two.csv"), labels).unwrap();
        assert!(folder.troubles().is_empty());
        assert_eq!(folder.labels(&folder.sets()[0]).unwrap().rows(), 2);
        std::fs::write(root.path().join("two.csv"), labels.replace("b,0", "b,1")).unwrap();
        assert!(matches!(
            folder.labels(&folder.sets()[0]),
            Err(RealError::Different { .. })
        ));
    }

    #[test]
    fn a_malformed_list_is_refused_with_its_line() {
        let (root, _) = small();
        let path = root.path().join(MANIFEST);
        let good = std::fs::read_to_string(&path).unwrap();
        for (from, to, piece) in [
            ("kind = \"binary\"", "kind = \"unary\"", "nominal"),
            ("peers", "friends", "self-consistency"),
            ("sha256 = \"", "sha256 = \"x", "64 hexadecimal digits"),
            ("note", "nota", "did you mean `note`"),
            ("[\"two\"]", "[\"two\", \"three\"]", "three"),
        ] {
            std::fs::write(&path, good.replace(from, to)).unwrap();
            let message = sets(root.path()).unwrap_err().to_string();
            assert!(message.contains(piece), "{message}");
        }
    }

    /// The committed list itself.
    #[test]
    fn the_projects_own_list_is_whole() {
        let sets = sets(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        assert!(sets.len() >= 13);
        for set in &sets {
            assert!(
                !set.licence.is_empty() && !set.conversion.is_empty(),
                "{}",
                set.name
            );
            assert!(
                !set.schemes.is_empty() && !set.paths.is_empty(),
                "{}",
                set.name
            );
        }
    }
}
