(** * Certificates of linear programs, checked inside Coq

    In words.  If [check_bracket p point prices lo hi] evaluates to [true], the
    program [p] has a feasible point of objective at most [hi], and every
    feasible point has objective at least [lo]: the minimum lies in [lo, hi].
    If [check_infeasible p prices] evaluates to [true], no point is feasible.

    Source.  Weak duality with every dual residual priced over the bounds of its
    variable: Neumaier and Shcherbina, Math. Programming 99 (2004), section 3.
    So any prices give a valid bound, the rounded output of a float solver too.
    A row price that presses against an infinite bound is clipped to 0.

    Assumed: nothing beyond Coq's real numbers.  The checker is generic in the
    numbers ([numbers]); [dyadics], mantissa times a power of two, is the instance
    that computes fast.  Rational vectors are numerators over one common positive
    denominator, so that no fraction is ever reduced.

    ** Format of a file in [generated/]

    A file is made by a program, never by hand, and reads as follows.  [m e] stands
    for the number m*2^e (integers in decimal, negative ones in parentheses).
<<
      From FirstBest.Lib Require Import Checker.
      Definition p : program dyadics :=
        Program (D 0 0)                                (constant of the objective)
          [ Col (D 3 0) (Some (D 0 0)) None            (cost, lower, upper bound)
          ; Col (D 1 (-1)) None (Some (D 7 (-2))) ]
          [ Row [c 0 1 0; c 1 1 (-2)] (Some (D 1 0)) None   (coefficients, lower, upper)
          ; Row [c 1 1 0] None (Some (D 5 0)) ].
      Definition point : vector dyadics :=             (denominator, one numerator a column)
        Vector (D 16 0) [D 9 0; D 28 0].
      Definition prices : vector dyadics :=            (denominator, one numerator a row)
        Vector (D 1 0) [D 3 0; D 0 0].
      Definition lo : ratio dyadics := Ratio (D 41 0) (D 16 0).     (numerator, denominator)
      Definition hi : ratio dyadics := Ratio (D 41 (-4)) (D 1 0).
      Theorem certified : bracket p lo hi.
      Proof. prove_bracket point prices. Qed.
      Definition corrupted : vector dyadics := ...
      Example corrupted_is_rejected : check_bracket p point corrupted lo hi = false.
      Proof. computed. Qed.
>>
    [c j m e] is the coefficient m*2^e of column j, columns counted from 0.  The
    program is a minimum; a maximum is exported with its costs and constant negated,
    and its bracket is then [-hi, -lo].  An equation is a row with equal bounds.
    Infeasibility: [Theorem certified : infeasible p.  Proof. prove_infeasible prices. Qed.]
    A file holds no other tactic.  100 rows by 50 columns of dense 53-bit floats: 0.4 s for the
    check, some 4 s for Coq to read the numbers; sparse rows cost what they hold. *)

From Coq Require Import Reals ZArith List Bool Lra Lia.
From Coq Require Export ZArith.BinInt.
From FirstBest.Lib Require Export Computed.
Export ListNotations.
Open Scope R_scope.

(** ** Numbers *)

Record numbers := Numbers {
  number :> Type;
  zero : number;
  add : number -> number -> number;
  mul : number -> number -> number;
  opp : number -> number;
  leb : number -> number -> bool;
  value : number -> R;
  value_zero : value zero = 0;
  value_add : forall a b, value (add a b) = value a + value b;
  value_mul : forall a b, value (mul a b) = value a * value b;
  value_opp : forall a, value (opp a) = - value a;
  value_leb : forall a b, leb a b = true <-> value a <= value b
}.

Arguments zero {n}.
Arguments add {n}.
Arguments mul {n}.
Arguments opp {n}.
Arguments leb {n}.
Arguments value {n}.

(** ** Programs and what they mean *)

Record row (N : numbers) := Row
  { coefficients : list (nat * N); row_low : option N; row_high : option N }.
Record column (N : numbers) := Col
  { cost : N; col_low : option N; col_high : option N }.
Record program (N : numbers) := Program
  { constant : N; columns : list (column N); rows : list (row N) }.
Record vector (N : numbers) := Vector { denominator : N; numerators : list N }.
Record ratio (N : numbers) := Ratio { ratio_num : N; ratio_den : N }.

Arguments Row {N}.        Arguments coefficients {N}.
Arguments row_low {N}.    Arguments row_high {N}.
Arguments Col {N}.        Arguments cost {N}.
Arguments col_low {N}.    Arguments col_high {N}.
Arguments Program {N}.    Arguments constant {N}.
Arguments columns {N}.    Arguments rows {N}.
Arguments Vector {N}.     Arguments denominator {N}.  Arguments numerators {N}.
Arguments Ratio {N}.      Arguments ratio_num {N}.    Arguments ratio_den {N}.

Section Meaning.
Context {N : numbers}.

Definition within (l u : option N) (t : R) : Prop :=
  (match l with Some a => value a <= t | None => True end) /\
  (match u with Some a => t <= value a | None => True end).

(** The value of a row at [x]; a coefficient beyond the last column counts as 0. *)
Fixpoint row_value (r : list (nat * N)) (x : list R) : R :=
  match r with
  | [] => 0
  | (j, a) :: r' => value a * nth j x 0 + row_value r' x
  end.

Fixpoint dot (d : list N) (x : list R) : R :=
  match d, x with
  | a :: d', t :: x' => value a * t + dot d' x'
  | _, _ => 0
  end.

Definition feasible (p : program N) (x : list R) : Prop :=
  Forall2 (fun col t => within (col_low col) (col_high col) t) (columns p) x /\
  Forall (fun r => within (row_low r) (row_high r) (row_value (coefficients r) x)) (rows p).

Definition objective (p : program N) (x : list R) : R :=
  value (constant p) + dot (map cost (columns p)) x.

Definition ratio_value (r : ratio N) : R := value (ratio_num r) / value (ratio_den r).

Definition bounded_below (p : program N) (lo : ratio N) : Prop :=
  forall x, feasible p x -> ratio_value lo <= objective p x.

Definition attains (p : program N) (hi : ratio N) : Prop :=
  exists x, feasible p x /\ objective p x <= ratio_value hi.

Definition bracket (p : program N) (lo hi : ratio N) : Prop :=
  attains p hi /\ bounded_below p lo.

Definition infeasible (p : program N) : Prop := forall x, ~ feasible p x.

(** ** The checker *)

Definition positive (a : N) : bool := negb (leb a zero).

(** [l <= t/d <= u] for d > 0. *)
Definition inside (l u : option N) (d t : N) : bool :=
  (match l with Some a => leb (mul a d) t | None => true end) &&
  (match u with Some a => leb t (mul a d) | None => true end).

Fixpoint row_num (r : list (nat * N)) (x : list N) : N :=
  match r with
  | [] => zero
  | (j, a) :: r' => add (mul a (nth j x zero)) (row_num r' x)
  end.

Fixpoint dot_num (cols : list (column N)) (x : list N) : N :=
  match cols, x with
  | col :: cols', t :: x' => add (mul (cost col) t) (dot_num cols' x')
  | _, _ => zero
  end.

Fixpoint columns_inside (cols : list (column N)) (d : N) (x : list N) : bool :=
  match cols, x with
  | [], [] => true
  | col :: cols', t :: x' => inside (col_low col) (col_high col) d t && columns_inside cols' d x'
  | _, _ => false
  end.

Definition check_upper (p : program N) (point : vector N) (hi : ratio N) : bool :=
  let d := denominator point in
  let x := numerators point in
  positive d && positive (ratio_den hi) &&
  columns_inside (columns p) d x &&
  forallb (fun r => inside (row_low r) (row_high r) d (row_num (coefficients r) x)) (rows p) &&
  leb (mul (add (mul (constant p) d) (dot_num (columns p) x)) (ratio_den hi))
      (mul (ratio_num hi) d).

(** The least value of [q*t] over [l <= t <= u], if it is finite. *)
Definition charge (q : N) (l u : option N) : option N :=
  if leb zero q then
    if leb q zero then Some zero
    else match l with Some a => Some (mul q a) | None => None end
  else match u with Some a => Some (mul q a) | None => None end.

Fixpoint add_at (j : nat) (v : N) (d : list N) : list N :=
  match d, j with
  | [], _ => []
  | a :: d', O => add a v :: d'
  | a :: d', S j' => a :: add_at j' v d'
  end.

Fixpoint add_row (k : N) (r : list (nat * N)) (d : list N) : list N :=
  match r with
  | [] => d
  | (j, a) :: r' => add_row k r' (add_at j (mul k a) d)
  end.

(** Reduced costs and the charges of the rows; a price that cannot be paid is dropped. *)
Fixpoint price_rows (rs : list (row N)) (y : list N) (d : list N) (b : N) : list N * N :=
  match rs, y with
  | r :: rs', q :: y' =>
      match charge q (row_low r) (row_high r) with
      | Some v =>
          if leb zero q && leb q zero then price_rows rs' y' d b
          else price_rows rs' y' (add_row (opp q) (coefficients r) d) (add b v)
      | None => price_rows rs' y' d b
      end
  | _, _ => (d, b)
  end.

Fixpoint price_columns (cols : list (column N)) (d : list N) (b : N) : option N :=
  match cols, d with
  | [], [] => Some b
  | col :: cols', q :: d' =>
      match charge q (col_low col) (col_high col) with
      | Some v => price_columns cols' d' (add b v)
      | None => None
      end
  | _, _ => None
  end.

(** The dual bound for the costs [d0] and the constant [b0]. *)
Definition dual_bound (p : program N) (y d0 : list N) (b0 : N) : option N :=
  let (d, b) := price_rows (rows p) y d0 b0 in price_columns (columns p) d b.

Definition check_lower (p : program N) (prices : vector N) (lo : ratio N) : bool :=
  let e := denominator prices in
  positive e && positive (ratio_den lo) &&
  match dual_bound p (numerators prices)
          (map (fun col => mul (cost col) e) (columns p)) (mul (constant p) e) with
  | Some b => leb (mul (ratio_num lo) e) (mul b (ratio_den lo))
  | None => false
  end.

Definition check_bracket (p : program N) (point prices : vector N) (lo hi : ratio N) : bool :=
  check_upper p point hi && check_lower p prices lo.

Definition check_infeasible (p : program N) (prices : vector N) : bool :=
  match dual_bound p (numerators prices) (map (fun _ => zero) (columns p)) zero with
  | Some b => positive b
  | None => false
  end.

(** ** Soundness *)

Lemma positive_lt (a : N) : positive a = true -> 0 < value a.
Proof.
  unfold positive; intros H; apply negb_true_iff in H.
  destruct (Rle_or_lt (value a) 0) as [L|L]; [|exact L].
  rewrite <- (value_zero N) in L; apply value_leb in L; congruence.
Qed.

Definition scaled (d : N) (x : list N) : list R := map (fun t : N => value t / value d) x.

Lemma nth_scaled (d : N) x j : nth j (scaled d x) 0 = value (nth j x zero) / value d.
Proof.
  unfold scaled.
  replace 0 with ((fun t : N => value t / value d) zero) by (rewrite value_zero; unfold Rdiv; ring).
  apply (map_nth (fun t : N => value t / value d)).
Qed.

Lemma row_value_scaled (d : N) x r : row_value r (scaled d x) = value (row_num r x) / value d.
Proof.
  induction r as [|[j a] r IH]; simpl.
  - rewrite value_zero; unfold Rdiv; ring.
  - rewrite nth_scaled, IH, value_add, value_mul; unfold Rdiv; ring.
Qed.

Lemma dot_scaled (d : N) cols : forall x,
  dot (map cost cols) (scaled d x) = value (dot_num cols x) / value d.
Proof.
  induction cols as [|col cols IH]; intros [|t x]; simpl;
    try (rewrite value_zero; unfold Rdiv; ring).
  change (map (fun t0 => value t0 / value d) x) with (scaled d x).
  rewrite IH, value_add, value_mul; unfold Rdiv; ring.
Qed.

Lemma inside_within (l u : option N) (d t : N) :
  0 < value d -> inside l u d t = true -> within l u (value t / value d).
Proof.
  intros Hd H; apply andb_prop in H; destruct H as [A B]; split.
  - destruct l as [a|]; [|exact I].
    apply value_leb in A; rewrite value_mul in A.
    apply Rmult_le_reg_r with (value d); [exact Hd|].
    replace (value t / value d * value d) with (value t) by (field; lra); exact A.
  - destruct u as [a|]; [|exact I].
    apply value_leb in B; rewrite value_mul in B.
    apply Rmult_le_reg_r with (value d); [exact Hd|].
    replace (value t / value d * value d) with (value t) by (field; lra); exact B.
Qed.

Lemma columns_inside_within (d : N) cols : 0 < value d -> forall x,
  columns_inside cols d x = true ->
  Forall2 (fun col t => within (col_low col) (col_high col) t) cols (scaled d x).
Proof.
  intros Hd; induction cols as [|col cols IH]; intros [|t x] H; simpl in *; try discriminate.
  - constructor.
  - apply andb_prop in H; destruct H as [A B]; constructor.
    + apply inside_within; assumption.
    + apply IH; exact B.
Qed.

Theorem check_upper_sound p point hi : check_upper p point hi = true -> attains p hi.
Proof.
  unfold check_upper; intros H.
  apply andb_prop in H; destruct H as [H O].
  apply andb_prop in H; destruct H as [H Rs].
  apply andb_prop in H; destruct H as [H Cs].
  apply andb_prop in H; destruct H as [Hd Hq].
  apply positive_lt in Hd; apply positive_lt in Hq.
  set (d := denominator point) in *; set (x := numerators point) in *.
  exists (scaled d x); split; [split|].
  - apply columns_inside_within; assumption.
  - apply Forall_forall; intros r Hr.
    rewrite forallb_forall in Rs; rewrite row_value_scaled.
    apply inside_within; [exact Hd|apply Rs; exact Hr].
  - unfold objective, ratio_value; rewrite dot_scaled.
    apply value_leb in O; rewrite !value_mul, value_add, value_mul in O.
    apply Rmult_le_reg_r with (value d * value (ratio_den hi)); [nra|].
    replace ((value (constant p) + value (dot_num (columns p) x) / value d) *
             (value d * value (ratio_den hi)))
      with ((value (constant p) * value d + value (dot_num (columns p) x)) * value (ratio_den hi))
      by (field; lra).
    replace (value (ratio_num hi) / value (ratio_den hi) * (value d * value (ratio_den hi)))
      with (value (ratio_num hi) * value d) by (field; lra).
    exact O.
Qed.

Lemma charge_le (q : N) l u v t : charge q l u = Some v -> within l u t -> value v <= value q * t.
Proof.
  unfold charge; intros H [L U].
  destruct (leb zero q) eqn:P.
  - apply value_leb in P; rewrite value_zero in P.
    destruct (leb q zero) eqn:Z.
    + apply value_leb in Z; rewrite value_zero in Z.
      injection H as <-; rewrite value_zero.
      replace (value q) with 0 by lra; lra.
    + destruct l as [a|]; [|discriminate]; injection H as <-.
      rewrite value_mul; apply Rmult_le_compat_l; assumption.
  - assert (Q : value q <= 0).
    { destruct (Rle_or_lt (value q) 0) as [Q|Q]; [exact Q|].
      rewrite <- (value_zero N) in Q; apply Rlt_le, value_leb in Q; congruence. }
    destruct u as [a|]; [|discriminate]; injection H as <-.
    rewrite value_mul; nra.
Qed.

Lemma add_at_length (v : N) : forall d j, length (add_at j v d) = length d.
Proof. induction d as [|a d IH]; intros [|j]; simpl; auto. Qed.

Lemma dot_add_at (v : N) : forall d x j, length d = length x ->
  dot (add_at j v d) x = dot d x + value v * nth j x 0.
Proof.
  induction d as [|a d IH]; intros [|t x] j H; try discriminate.
  - destruct j; simpl; ring.
  - destruct j as [|j]; simpl.
    + rewrite value_add; ring.
    + rewrite IH by (simpl in H; lia); ring.
Qed.

Lemma add_row_length (k : N) r : forall d, length (add_row k r d) = length d.
Proof.
  induction r as [|[j a] r IH]; intros d; simpl; [reflexivity|].
  rewrite IH; apply add_at_length.
Qed.

Lemma dot_add_row (k : N) r x : forall d, length d = length x ->
  dot (add_row k r d) x = dot d x + value k * row_value r x.
Proof.
  induction r as [|[j a] r IH]; intros d H; simpl; [ring|].
  rewrite IH by (rewrite add_at_length; exact H).
  rewrite dot_add_at by exact H; rewrite value_mul; ring.
Qed.

Lemma price_rows_sound x rs : forall y d b,
  Forall (fun r => within (row_low r) (row_high r) (row_value (coefficients r) x)) rs ->
  length d = length x ->
  let (d', b') := price_rows rs y d b in
  length d' = length x /\ value b' + dot d' x <= value b + dot d x.
Proof.
  induction rs as [|r rs IH]; intros [|q y] d b F L; simpl; try (split; [exact L|lra]).
  inversion F as [|? ? W F']; subst.
  destruct (charge q (row_low r) (row_high r)) as [v|] eqn:C.
  - destruct (leb zero q && leb q zero); [apply IH; assumption|].
    specialize (IH y (add_row (opp q) (coefficients r) d) (add b v) F').
    rewrite add_row_length in IH; specialize (IH L).
    destruct (price_rows rs y (add_row (opp q) (coefficients r) d) (add b v)) as [d' b'].
    destruct IH as [L' I]; split; [exact L'|].
    rewrite dot_add_row, value_add, value_opp in I by exact L.
    pose proof (charge_le _ _ _ _ _ C W); lra.
  - apply IH; assumption.
Qed.

Lemma price_columns_sound cols x :
  Forall2 (fun col t => within (col_low col) (col_high col) t) cols x ->
  forall d b b', price_columns cols d b = Some b' -> value b' <= value b + dot d x.
Proof.
  induction 1 as [|col t cols x W F IH]; intros [|q d] b b' H; simpl in *; try discriminate.
  - injection H as <-; lra.
  - destruct (charge q (col_low col) (col_high col)) as [v|] eqn:C; [|discriminate].
    apply IH in H; rewrite value_add in H.
    pose proof (charge_le _ _ _ _ _ C W); lra.
Qed.

Lemma same_length {A B : Type} {Q : A -> B -> Prop} {l x} : Forall2 Q l x -> length x = length l.
Proof. induction 1; simpl; congruence. Qed.

Lemma dual_bound_sound p y d0 b0 b x :
  feasible p x -> length d0 = length (columns p) ->
  dual_bound p y d0 b0 = Some b -> value b <= value b0 + dot d0 x.
Proof.
  unfold dual_bound; intros [Cs Rs] L H.
  pose proof (same_length Cs) as Lx.
  pose proof (price_rows_sound x (rows p) y d0 b0 Rs (eq_trans L (eq_sym Lx))) as S.
  destruct (price_rows (rows p) y d0 b0) as [d b1].
  pose proof (price_columns_sound _ _ Cs _ _ _ H); lra.
Qed.

Lemma dot_scaled_costs (e : N) cols : forall x,
  dot (map (fun col => mul (cost col) e) cols) x = value e * dot (map cost cols) x.
Proof.
  induction cols as [|col cols IH]; intros [|t x]; simpl; try ring.
  rewrite IH, value_mul; ring.
Qed.

Theorem check_lower_sound p prices lo : check_lower p prices lo = true -> bounded_below p lo.
Proof.
  unfold check_lower; intros H x Fx.
  apply andb_prop in H; destruct H as [H D].
  apply andb_prop in H; destruct H as [He Hq].
  apply positive_lt in He; apply positive_lt in Hq.
  set (e := denominator prices) in *.
  destruct (dual_bound _ _ _ _) as [b|] eqn:B; [|discriminate].
  apply (dual_bound_sound _ _ _ _ _ x Fx) in B; [|apply map_length].
  rewrite dot_scaled_costs, value_mul in B.
  apply value_leb in D; rewrite !value_mul in D.
  unfold objective, ratio_value.
  set (o := value (constant p) + dot (map cost (columns p)) x).
  assert (B' : value b <= value e * o) by (unfold o; lra).
  assert (K : value (ratio_num lo) * value e <= o * value (ratio_den lo) * value e).
  { apply Rle_trans with (1 := D).
    replace (o * value (ratio_den lo) * value e) with (value e * o * value (ratio_den lo)) by ring.
    apply Rmult_le_compat_r; [lra|exact B']. }
  apply Rmult_le_reg_r in K; [|exact He].
  apply Rmult_le_reg_r with (value (ratio_den lo)); [exact Hq|].
  replace (value (ratio_num lo) / value (ratio_den lo) * value (ratio_den lo))
    with (value (ratio_num lo)) by (field; lra).
  exact K.
Qed.

(** The headline: a certificate that passes proves its bracket. *)
Theorem check_bracket_sound p point prices lo hi :
  check_bracket p point prices lo hi = true -> bracket p lo hi.
Proof.
  intros H; apply andb_prop in H; destruct H as [U L]; split.
  - exact (check_upper_sound _ _ _ U).
  - exact (check_lower_sound _ _ _ L).
Qed.

Lemma dot_zero (cols : list (column N)) : forall x, dot (map (fun _ => zero) cols) x = 0.
Proof.
  induction cols as [|col cols IH]; intros [|t x]; simpl; try reflexivity.
  rewrite IH, value_zero; ring.
Qed.

(** Farkas: a positive bound on the zero objective leaves no feasible point. *)
Theorem check_infeasible_sound p prices : check_infeasible p prices = true -> infeasible p.
Proof.
  unfold check_infeasible; intros H x Fx.
  destruct (dual_bound _ _ _ _) as [b|] eqn:B; [|discriminate].
  apply (dual_bound_sound _ _ _ _ _ x Fx) in B; [|apply map_length].
  rewrite dot_zero, value_zero in B; apply positive_lt in H; lra.
Qed.

End Meaning.

(** ** Dyadic numbers *)

Record dyadic := D { mantissa : Z; exponent : Z }.

Definition dyadic_value (a : dyadic) : R := IZR (mantissa a) * powerRZ 2 (exponent a).

Definition dyadic_add (a b : dyadic) : dyadic :=
  match mantissa a, mantissa b with
  | Z0, _ => b
  | _, Z0 => a
  | m, k =>
      if Z.leb (exponent a) (exponent b)
      then D (m + Z.shiftl k (exponent b - exponent a)) (exponent a)
      else D (Z.shiftl m (exponent a - exponent b) + k) (exponent b)
  end.

Definition dyadic_mul (a b : dyadic) : dyadic :=
  D (mantissa a * mantissa b) (exponent a + exponent b).

Definition dyadic_opp (a : dyadic) : dyadic := D (- mantissa a) (exponent a).

Definition dyadic_leb (a b : dyadic) : bool :=
  Z.leb 0 (mantissa (dyadic_add b (dyadic_opp a))).

Lemma powerRZ_pos e : 0 < powerRZ 2 e.
Proof. apply powerRZ_lt; lra. Qed.

Lemma shift_value m i j : (i <= j)%Z ->
  IZR (Z.shiftl m (j - i)) * powerRZ 2 i = IZR m * powerRZ 2 j.
Proof.
  intros H; rewrite Z.shiftl_mul_pow2 by lia; rewrite mult_IZR.
  rewrite <- (Z2Nat.id (j - i)) by lia.
  rewrite <- pow_IZR, pow_powerRZ, Rmult_assoc, <- powerRZ_add by lra.
  f_equal; f_equal; rewrite Z2Nat.id by lia; lia.
Qed.

Lemma dyadic_value_zero : dyadic_value (D 0 0) = 0.
Proof. unfold dyadic_value; simpl; ring. Qed.

Lemma dyadic_value_add a b : dyadic_value (dyadic_add a b) = dyadic_value a + dyadic_value b.
Proof.
  destruct a as [m i], b as [k j]; unfold dyadic_add; cbn [mantissa exponent].
  assert (S : forall m k, dyadic_value
      (if Z.leb i j then D (m + Z.shiftl k (j - i)) i else D (Z.shiftl m (i - j) + k) j)
      = dyadic_value (D m i) + dyadic_value (D k j)).
  { clear; intros m k; destruct (Z.leb i j) eqn:E; unfold dyadic_value; cbn [mantissa exponent];
      rewrite plus_IZR, Rmult_plus_distr_r; f_equal; apply shift_value;
      [apply Z.leb_le in E | apply Z.leb_gt in E]; lia. }
  destruct m; [unfold dyadic_value at 2; cbn [mantissa exponent]; ring| |];
    (destruct k; [unfold dyadic_value at 3; cbn [mantissa exponent]; ring| |]); apply S.
Qed.

Lemma dyadic_value_mul a b : dyadic_value (dyadic_mul a b) = dyadic_value a * dyadic_value b.
Proof.
  unfold dyadic_value, dyadic_mul; cbn [mantissa exponent].
  rewrite mult_IZR, powerRZ_add by lra; ring.
Qed.

Lemma dyadic_value_opp a : dyadic_value (dyadic_opp a) = - dyadic_value a.
Proof. unfold dyadic_value, dyadic_opp; cbn [mantissa exponent]; rewrite opp_IZR; ring. Qed.

Lemma dyadic_value_leb a b : dyadic_leb a b = true <-> dyadic_value a <= dyadic_value b.
Proof.
  unfold dyadic_leb.
  assert (V := dyadic_value_add b (dyadic_opp a)); rewrite dyadic_value_opp in V.
  destruct (dyadic_add b (dyadic_opp a)) as [m e]; unfold dyadic_value at 1 in V.
  cbn [mantissa exponent] in *.
  pose proof (powerRZ_pos e) as P; rewrite Z.leb_le; split; intros H.
  - apply IZR_le in H; nra.
  - apply le_IZR; nra.
Qed.

Canonical Structure dyadics : numbers :=
  {| number := dyadic; zero := D 0 0; add := dyadic_add; mul := dyadic_mul; opp := dyadic_opp;
     leb := dyadic_leb; value := dyadic_value;
     value_zero := dyadic_value_zero; value_add := dyadic_value_add;
     value_mul := dyadic_value_mul; value_opp := dyadic_value_opp;
     value_leb := dyadic_value_leb |}.

(** The same checker over the integers shows that nothing depends on the representation. *)
Definition integers : numbers.
Proof.
  refine {| number := Z; zero := 0%Z; add := Z.add; mul := Z.mul; opp := Z.opp;
            leb := Z.leb; value := IZR |}.
  - reflexivity.
  - exact plus_IZR.
  - exact mult_IZR.
  - exact opp_IZR.
  - intros a b; rewrite Z.leb_le; split; [apply IZR_le|apply le_IZR].
Defined.

(** ** What generated files use *)

Definition c (j : nat) (m e : Z) : nat * dyadics := (j, D m e).
Arguments c j%nat m%Z e%Z.
Arguments D mantissa%Z exponent%Z.

Ltac prove_bracket x y :=
  match goal with |- bracket ?p ?lo ?hi =>
    refine (check_bracket_sound p x y lo hi _); computed
  end.

Ltac prove_infeasible y :=
  match goal with |- infeasible ?p =>
    refine (check_infeasible_sound p y _); computed
  end.
