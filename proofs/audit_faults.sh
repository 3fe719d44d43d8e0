#!/bin/sh
# Does the audit find what it should? Plants faults in a copy of this folder, one at a time, and fails where one passes.
# The folder has to be compiled (`make audit` sees to it): a planted file and Claims.v are compiled again, no other.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -a "$here/." "$copy"
cd "$copy"
found=0

again() { for file in "$@"; do cp -p "$here/$file" "$file"; done; }

# A word in place of another, in one file; a plant that changes nothing is no test.
plant() {
    sed -i "$2" "$1"
    if cmp -s "$1" "$here/$1"; then echo "audit_faults: nothing planted in $1" >&2; exit 1; fi
}

# The sources are refused. Arguments: what was planted, the word that the complaint has to hold.
refused() {
    if ./audit.sh sources > complaint 2>&1; then echo "audit_faults: passes: $1" >&2; exit 1; fi
    grep -qF "$2" complaint || { echo "audit_faults: $1: wrong complaint:" >&2; cat complaint >&2; exit 1; }
    found=$((found + 1))
}

# The theorem still has a proof, but is not what Claims.v says any more.
slipped() {
    coqc -R . FirstBest C9_MonitoringBudget.v > complaint 2>&1 ||
        { echo "audit_faults: $1: does not compile, so tests nothing" >&2; cat complaint >&2; exit 1; }
    if coqc -R . FirstBest Claims.v > complaint 2>&1; then echo "audit_faults: passes: $1" >&2; exit 1; fi
    grep -qF "C9_MonitoringBudget.$2" complaint ||
        { echo "audit_faults: $1: wrong complaint:" >&2; cat complaint >&2; exit 1; }
    again C9_MonitoringBudget.v
    found=$((found + 1))
}

./audit.sh sources
coqc -R . FirstBest C9_MonitoringBudget.v > complaint 2>&1 && coqc -R . FirstBest Claims.v > complaint 2>&1 ||
    { echo "audit_faults: the folder as it is does not pass:" >&2; cat complaint >&2; exit 1; }

# Words in comments and strings are no fault.
echo '(* Axiom, Admitted (* Parameter. *) Variable x : R. *) Definition harmless := 0.' >> T1_MonitoringSignals.v
./audit.sh sources
again T1_MonitoringSignals.v

for line in '(* " *) " *) Lemma unused : 0 = 1. Proof. Admitted. (* " *) " *)' \
    'Program Definition unused : 0 = 1 := _. Admit Obligations.' \
    'Lemma unused : 0 = 1. Proof. (* (* nested *) *) Admitted (* and so *) .' 'Load "elsewhere".' \
    'Declare Module Odd : Coq.Structures.Equalities.Eq.' 'Notation "x < y" := (x <= y) : R_scope.' \
    'Local Infix "<" := Rle : R_scope.'; do
    echo "$line" >> Lib/Finite.v
    refused "$line" "Lib/Finite.v"
    again Lib/Finite.v
done
for file in Claims.v NonVacuous.v; do
    echo 'Section Slip. Hypothesis slip : 0 = 1. End Slip.' >> $file
    refused "a hypothesis in a section of $file" 'assumed where theorems are stated'
    again $file
done
for line in 'Lemma unused : 0 = 1. Proof. Admitted.' 'Lemma unused : 0 = 1. Proof. admit. Admitted.' \
    'Definition a := 0. Axiom unused : 0 = 1.' 'Local Axiom unused : 0 = 1.' '#[local] Parameter unused : 0 = 1.' \
    'Conjecture unused : 0 = 1.' 'Module Type Odd. Parameter unused : 0 = 1. End Odd.' \
    'Lemma unused : 0 = 1. Proof. give_up. Qed.' '#[bypass_check(guard)] Fixpoint odd (n : nat) : 0 = 1 := odd n.'; do
    echo "$line" >> Lib/Finite.v
    refused "$line" "Lib/Finite.v"
    again Lib/Finite.v
done
for line in 'Variable unused : 0 = 1.' 'Hypothesis unused : 0 = 1.' 'Context (unused : 0 = 1).' \
    'Section A. End A. Local Variables unused : 0 = 1.'; do
    echo "$line" >> T6_LinearRate.v
    refused "$line" "outside a section"
    again T6_LinearRate.v
done
for line in 'Unset Guard Checking.' '#[local] Unset Positivity Checking.' 'Unset Universe Checking.'; do
    echo "$line" >> T6_LinearRate.v
    refused "$line" "switched off"
    again T6_LinearRate.v
done

echo 'Definition a := 0.' > Stray.v
refused 'a file that nobody compiles' 'Stray.v is not in _CoqProject'
rm Stray.v
echo '-arg -type-in-type' >> _CoqProject
refused 'an option of the compiler' 'an option in _CoqProject'
again _CoqProject
plant Claims.v '/exact @C9_MonitoringBudget.linear_budget/d'
refused 'a theorem without its claim' 'C9_MonitoringBudget.linear_budget has no claim'
again Claims.v
plant NonVacuous.v 's/use_linear_budget/used_linear_budget/'
refused 'a theorem without an instance' 'C9_MonitoringBudget.linear_budget is applied to no economy'
again NonVacuous.v
plant status.toml 's/"C9_MonitoringBudget.linear_budget"/"C9_MonitoringBudget.linear_budget", "Mills.tail_0"/'
refused 'a new theorem in the table without a claim' 'Mills.tail_0 has no claim'
again status.toml
plant Audit.v '/@C9_MonitoringBudget.linear_budget/d'
refused 'a theorem that is not audited' 'C9_MonitoringBudget.linear_budget is not in Audit.v'
again Audit.v
plant Claims.v 's/exact @C9_MonitoringBudget.linear_budget. Qed./exact (@C9_MonitoringBudget.linear_budget slip). Qed./'
refused 'a claim that feeds its theorem a hypothesis' 'has no claim'
again Claims.v

plant C9_MonitoringBudget.v 's/^Theorem linear_budget/Section Slip. Hypothesis slip : 0 = 1.\n&/; s/^  set (a := sqrt K); set (b := sqrt m)\./  pose proof slip as _.\n&/; s/^(\*\* \*\* Binary contracts \*)/End Slip./'
slipped 'an absurd hypothesis of a section' linear_budget
plant C9_MonitoringBudget.v 's/binary_loss K m best < binary_loss K m n)\./binary_loss K m best <= binary_loss K m n)./'
slipped 'a weaker conclusion' binary_budget
plant C9_MonitoringBudget.v 's|linear_loss (K m n : R) : R := K / n + m \* n|linear_loss (K m n : R) : R := K / n + m * n + 0 * n|'
slipped 'another definition under the same name' linear_budget
plant C9_MonitoringBudget.v 's/^Theorem binary_budget K m best : 0 < K ->/Theorem binary_budget K m best : 0 < K -> 1 = 1 ->/; s/^  intros HK Hb Foc; split\./  intros HK _ Hb Foc; split./'
slipped 'one more hypothesis' binary_budget

# Nothing that Claims.v reads may give a standard name another meaning.
plant Claims.v 's/^Open Scope R_scope\.$/&\nDefinition sqrt (x : R) : R := x + 0 * x./'
if coqc -R . FirstBest Claims.v > complaint 2>&1; then echo "audit_faults: passes: another sqrt" >&2; exit 1; fi
grep -qF 'vocabulary_standard' complaint || { echo "audit_faults: another sqrt: wrong complaint:" >&2; cat complaint >&2; exit 1; }
again Claims.v
found=$((found + 1))

# What computes to something else is no proof: the kernel evaluates when a proof ends, and [computed] says nothing else.
echo 'Lemma unused : Nat.eqb 0 1 = true. Proof. vm_cast_no_check (eq_refl true). Qed.' >> Lib/Finite.v
refused 'an evaluation left out elsewhere' 'vm_cast_no_check outside Lib/Computed.v: Lib/Finite.v'
again Lib/Finite.v
echo 'Lemma unused : Nat.eqb 0 1 = true. Proof. computed. Qed.' >> Lib/Computed.v
if coqc -R . FirstBest Lib/Computed.v > complaint 2>&1; then echo "audit_faults: passes: a wrong evaluation" >&2; exit 1; fi
grep -qF 'is expected to have type' complaint || { echo "audit_faults: a wrong evaluation: wrong complaint:" >&2; cat complaint >&2; exit 1; }
again Lib/Computed.v
found=$((found + 1))

# A certificate that says more than its numbers give does not compile.
plant generated/Bonus_CARA.v '/^Definition b100 /,/^    (Qmake/s/^    (Qmake ([0-9]*)/    (Qmake (1)/'
if coqc -R . FirstBest generated/Bonus_CARA.v > complaint 2>&1; then echo "audit_faults: passes: a bolder upper end" >&2; exit 1; fi
grep -qF 'is expected to have type' complaint ||
    { echo "audit_faults: a bolder upper end: wrong complaint:" >&2; cat complaint >&2; exit 1; }
again generated/Bonus_CARA.v
found=$((found + 1))

echo "$found planted faults are found"
