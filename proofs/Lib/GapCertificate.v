(** * A checker of gap certificates

    In words: [check_gap g c = true] proves [certified g (gap_low c) (gap_high c)], that is [Gap.premium_within] for the economy
    that the rational numbers [g] describe: a lower bound on the pay of every contract that makes the effort a best reply
    among all efforts in [0, 1], and a contract that does so and attains the upper bound.

    Sums over counts are carried in integers over one common denominator: an expectation over n signals, each right with
    probability a/b, is n rounds of [x, y -> (b-a)*x + a*y] and a division by b^n.

    A file in [generated/] holds a [game], a [certificate] and a corrupted one; it uses no other tactic than [prove_gap]. *)

From Coq Require Import List ZArith QArith Reals Qreals Bool Lia Lra Psatz.
From FirstBest.Lib Require Import BinomialTilt Samples Gap.
From FirstBest.Lib Require Export Computed.
From Coq Require Export ZArith.BinInt QArith.QArith_base.
Import ListNotations.
Export ListNotations.
Open Scope R_scope.

(** The numbers of an economy, and the effort to implement. *)
Record game := Game
  { g_curve : nat; g_samples : nat; g_base : Q; g_slope : Q; g_scale : Q; g_outside : Q; g_effort : Q }.

Definition economy_of (g : game) : economy :=
  Economy (g_curve g) (g_samples g) (Q2R (g_base g)) (Q2R (g_slope g)) (Q2R (g_scale g)) (Q2R (g_outside g)).

(** The gap of the best contract for this effort lies between [lo] and [hi]. *)
Definition certified (g : game) (lo hi : Q) : Prop :=
  premium_within (economy_of g) (Q2R (g_effort g)) (Q2R lo) (Q2R hi).

(** Numerators over one denominator. *)
Record vector := Vector { common : positive; entries : list Z }.

Record certificate := Certificate
  { participation_price : Q; incentive_price : Q; support : vector; paid : vector; gap_low : Q; gap_high : Q }.

(** ** Computing *)

Fixpoint blend (a c : Z) (l : list Z) : list Z :=
  match l with
  | x :: ((y :: _) as t) => (c * x + a * y)%Z :: blend a c t
  | _ => []
  end.

Fixpoint collapse (a c : Z) (n : nat) (l : list Z) : Z :=
  match n with O => nth 0 l 0%Z | S m => collapse a c m (blend a c l) end.

Fixpoint differences (l : list Z) : list Z :=
  match l with
  | x :: ((y :: _) as t) => (y - x)%Z :: differences t
  | _ => []
  end.

Definition at_least_zero (l : list Z) : bool := forallb (Z.leb 0) l.
Definition at_most_zero (l : list Z) : bool := forallb (fun x => Z.leb x 0) l.

Fixpoint zpow (x : Z) (k : nat) : Z := match k with O => 1%Z | S j => (x * zpow x j)%Z end.
Fixpoint ppow (x : positive) (k : nat) : positive := match k with O => 1%positive | S j => (x * ppow x j)%positive end.
Fixpoint qpow (x : Q) (k : nat) : Q := match k with O => 1%Q | S j => (x * qpow x j)%Q end.

Definition natural (k : nat) : Q := inject_Z (Z.of_nat k).

(** Expectation over [n] signals of the entry at the count, to the power [k]. *)
Definition mean_at (q : Q) (n k : nat) (v : vector) : Q :=
  collapse (Qnum q) (QDen q - Qnum q) n (map (fun x => zpow x k) (entries v))
  # (ppow (Qden q) n * ppow (common v) k).

Definition right (g : game) : Q := Qred (g_base g + g_slope g * g_effort g).
Definition needed (g : game) : Q := Qred (g_outside g + g_scale g * (g_effort g * g_effort g)).

Definition less (a b : Q) : bool := negb (Qle_bool b a).

(** The economy makes sense. *)
Definition check_game (g : game) : bool :=
  Qle_bool 0 (g_base g) &&& less 0 (g_slope g) &&& Qle_bool (g_base g + g_slope g) 1 &&&
  Qle_bool 0 (g_scale g) &&& less 0 (g_effort g) &&& less (g_effort g) 1 &&&
  less 0 (right g) &&& less (right g) 1.

Fixpoint supports (g : game) (l mu : Q) (d : positive) (k : nat) (xs : list Z) : bool :=
  match xs with
  | [] => true
  | x :: xs' =>
      Z.leb 0 x &&&
      Qle_bool (l + mu * (natural k - natural (g_samples g) * right g))
               (natural (S (g_curve g)) * qpow (x # d) (g_curve g)) &&&
      supports g l mu d (S k) xs'
  end.

Definition check_low (g : game) (c : certificate) : bool :=
  let q := right g in let l := participation_price c in let mu := incentive_price c in
  Qle_bool 0 l &&&
  Nat.eqb (length (entries (support c))) (S (g_samples g)) &&&
  supports g l mu (common (support c)) 0 (entries (support c)) &&&
  Qle_bool (qpow (needed g) (S (g_curve g)) + gap_low c)
    (l * needed g + mu * (2 * g_scale g * g_effort g * (q * (1 - q)) / g_slope g)
     - natural (g_curve g) * mean_at q (g_samples g) (S (g_curve g)) (support c)).

Definition check_high (g : game) (c : certificate) : bool :=
  let q := right g in let n := g_samples g in let v := paid c in
  Nat.eqb (length (entries v)) (S n) &&&
  at_least_zero (entries v) &&&
  at_most_zero (differences (differences (entries v))) &&&
  Qle_bool (needed g) (mean_at q n 1 v) &&&
  match n with
  | O => false
  | S m => Qeq_bool (natural n * mean_at q m 1 (Vector (common v) (differences (entries v))) * g_slope g)
             (g_scale g * (2 * g_effort g))
  end &&&
  Qle_bool (mean_at q n (S (g_curve g)) v) (qpow (needed g) (S (g_curve g)) + gap_high c).

Definition check_gap (g : game) (c : certificate) : bool :=
  check_game g &&& check_low g c &&& check_high g c.

(** ** Soundness *)

Lemma blend_cons a c x y l : blend a c (x :: y :: l) = (c * x + a * y)%Z :: blend a c (y :: l).
Proof. reflexivity. Qed.

Lemma blend_length a c l : length (blend a c l) = pred (length l).
Proof.
  induction l as [|x [|y l] IH]; [reflexivity|reflexivity|].
  rewrite blend_cons; cbn [length]; rewrite IH; reflexivity.
Qed.

Lemma blend_nth a c l : forall k, (S k < length l)%nat ->
  nth k (blend a c l) 0%Z = (c * nth k l 0 + a * nth (S k) l 0)%Z.
Proof.
  induction l as [|x [|y l] IH]; intros k H; [simpl in H; lia|simpl in H; lia|].
  rewrite blend_cons; destruct k as [|k]; [reflexivity|].
  cbn [nth]; rewrite IH by (cbn [length] in *; lia); reflexivity.
Qed.

Lemma differences_blend l : differences l = blend 1 (-1) l.
Proof.
  induction l as [|x [|y l] IH]; [reflexivity|reflexivity|].
  rewrite blend_cons, <- IH; cbn [differences]; f_equal; lia.
Qed.

Lemma collapse_mean a b n : (0 < b)%Z -> forall l, length l = S n ->
  IZR (collapse a (b - a) n l) = IZR b ^ n * mean (IZR a / IZR b) n (fun k => IZR (nth k l 0%Z)).
Proof.
  intros B; apply IZR_lt in B; induction n as [|n IH]; intros l L; simpl collapse; [simpl; ring|].
  rewrite IH by (rewrite blend_length, L; reflexivity).
  rewrite (mean_ext _ n _ (fun k => (IZR b - IZR a) * IZR (nth k l 0%Z) + IZR a * IZR (nth (S k) l 0%Z))).
  - rewrite mean_plus, !mean_scale; simpl; field; lra.
  - intros k K; rewrite blend_nth by lia; rewrite plus_IZR, !mult_IZR, minus_IZR; reflexivity.
Qed.

Lemma zpow_pow x k : IZR (zpow x k) = IZR x ^ k.
Proof. induction k as [|k IH]; simpl; [reflexivity|]. now rewrite mult_IZR, IH. Qed.

Lemma ppow_pow x k : IZR (Zpos (ppow x k)) = IZR (Zpos x) ^ k.
Proof. induction k as [|k IH]; simpl; [reflexivity|]. now rewrite Pos2Z.inj_mul, mult_IZR, IH. Qed.

Lemma qpow_pow x k : Q2R (qpow x k) = Q2R x ^ k.
Proof. induction k as [|k IH]; simpl; [unfold Q2R; simpl; lra|]. now rewrite Q2R_mult, IH. Qed.

Lemma natural_INR k : Q2R (natural k) = INR k.
Proof. unfold natural, Q2R; simpl; rewrite <- INR_IZR_INZ; field. Qed.

Lemma positive_pos p : 0 < IZR (Zpos p).
Proof. apply IZR_lt; reflexivity. Qed.

Definition entry (v : vector) (k : nat) : R := IZR (nth k (entries v) 0%Z) / IZR (Zpos (common v)).

Lemma mean_at_mean q n k v : k <> O -> length (entries v) = S n ->
  Q2R (mean_at q n k v) = mean (Q2R q) n (fun j => entry v j ^ k).
Proof.
  intros K L; unfold mean_at, Q2R at 1; cbn [Qnum Qden].
  rewrite Pos2Z.inj_mul, mult_IZR, !ppow_pow.
  rewrite collapse_mean; [|reflexivity|now rewrite map_length].
  pose proof (positive_pos (Qden q)) as A; pose proof (positive_pos (common v)) as B.
  rewrite (mean_ext _ n (fun j => entry v j ^ k)
    (fun j => / IZR (Zpos (common v)) ^ k * IZR (nth j (map (fun x => zpow x k) (entries v)) 0%Z))).
  - rewrite mean_scale; unfold Q2R, Rdiv; field; split; apply pow_nonzero; lra.
  - intros j _.
    replace 0%Z with (zpow 0 k) at 1 by (destruct k; [contradiction|reflexivity]).
    rewrite (map_nth (fun x => zpow x k)), zpow_pow; unfold entry, Rdiv.
    rewrite Rpow_mult_distr, pow_inv; ring.
Qed.

Lemma less_lt a b : less a b = true -> Q2R a < Q2R b.
Proof.
  unfold less; intros H; apply negb_true_iff in H; apply Qlt_Rlt.
  apply Qnot_le_lt; intros C; apply Qle_bool_iff in C; congruence.
Qed.

Lemma le_le a b : Qle_bool a b = true -> Q2R a <= Q2R b.
Proof. intros H; now apply Qle_Rle, Qle_bool_iff. Qed.

Lemma Q2R_0 : Q2R 0 = 0. Proof. unfold Q2R; simpl; lra. Qed.
Lemma Q2R_1 : Q2R 1 = 1. Proof. unfold Q2R; simpl; lra. Qed.
Lemma Q2R_2 : Q2R 2 = 2. Proof. unfold Q2R; simpl; lra. Qed.

Lemma right_signal_of g : Q2R (right g) = right_signal (economy_of g) (Q2R (g_effort g)).
Proof. unfold right; rewrite (Qeq_eqR _ _ (Qred_correct _)), Q2R_plus, Q2R_mult; reflexivity. Qed.

Lemma needed_of g : Q2R (needed g) = outside (economy_of g) + effort_cost (economy_of g) (Q2R (g_effort g)).
Proof. unfold needed; rewrite (Qeq_eqR _ _ (Qred_correct _)), Q2R_plus, !Q2R_mult; reflexivity. Qed.

Lemma seen_wage_of g : Q2R (qpow (needed g) (S (g_curve g))) = seen_wage (economy_of g) (Q2R (g_effort g)).
Proof. rewrite qpow_pow, needed_of; reflexivity. Qed.

Lemma supports_sound g l mu d : forall xs k, supports g l mu d k xs = true ->
  forall j, (j < length xs)%nat ->
  0 <= IZR (nth j xs 0%Z) / IZR (Zpos d) /\
  Q2R l + Q2R mu * (INR (k + j) - INR (g_samples g) * Q2R (right g))
  <= INR (S (g_curve g)) * (IZR (nth j xs 0%Z) / IZR (Zpos d)) ^ g_curve g.
Proof.
  induction xs as [|x xs IH]; intros k H j J; [simpl in J; lia|].
  cbn [supports] in H; apply both in H; destruct H as [H T].
  apply both in H; destruct H as [P H]; destruct j as [|j].
  - cbn [nth]; split.
    + apply Z.leb_le, IZR_le in P; pose proof (positive_pos d).
      apply Rmult_le_pos; [lra|left; now apply Rinv_0_lt_compat].
    + apply le_le in H.
      rewrite Q2R_plus, Q2R_mult, Q2R_minus, Q2R_mult, Q2R_mult, qpow_pow, !natural_INR in H.
      rewrite Nat.add_0_r; exact H.
  - cbn [nth]; replace (k + S j)%nat with (S k + j)%nat by lia.
    apply IH; [exact T|simpl in J; lia].
Qed.

Lemma at_least_zero_nth l : at_least_zero l = true -> forall k, 0 <= IZR (nth k l 0%Z).
Proof.
  unfold at_least_zero; rewrite forallb_forall; intros H k.
  destruct (nth_in_or_default k l 0%Z) as [I | ->]; [|lra].
  apply IZR_le, Z.leb_le, H, I.
Qed.

Lemma at_most_zero_nth l : at_most_zero l = true -> forall k, IZR (nth k l 0%Z) <= 0.
Proof.
  unfold at_most_zero; rewrite forallb_forall; intros H k.
  destruct (nth_in_or_default k l 0%Z) as [I | ->]; [|lra].
  apply IZR_le, Z.leb_le, H, I.
Qed.

(** The headline: numbers that pass bracket the gap of the economy. *)
Theorem check_gap_sound g c : check_gap g c = true -> certified g (gap_low c) (gap_high c).
Proof.
  unfold check_gap; intros H.
  apply both in H; destruct H as [H U]; apply both in H; destruct H as [M L].
  unfold check_game in M.
  repeat match type of M with _ &&& _ = true => apply both in M; let X := fresh "M" in destruct M as [M X] end.
  apply le_le in M; apply less_lt in M6; apply le_le in M5; apply le_le in M4; apply less_lt in M3;
    apply less_lt in M2; apply less_lt in M1; apply less_lt in M0.
  rewrite Q2R_plus in M5; rewrite right_signal_of in M0, M1.
  rewrite Q2R_0 in M, M6, M4, M3, M1; rewrite Q2R_1 in M5, M2, M0.
  set (m := economy_of g) in *; set (e := Q2R (g_effort g)) in *.
  split.
  - intros v V; unfold check_low in L.
    repeat match type of L with _ &&& _ = true => apply both in L; let X := fresh "L" in destruct L as [L X] end.
    apply le_le in L; rewrite Q2R_0 in L; apply Nat.eqb_eq in L2; apply le_le in L0.
    pose proof (prices_bound_pay m e (Q2R (participation_price c)) (Q2R (incentive_price c)) (entry (support c)) v) as B.
    assert (D : ~ (g_slope g == 0)%Q).
    { intros Z; apply Qeq_eqR in Z; rewrite Q2R_0 in Z; lra. }
    rewrite Q2R_plus, Q2R_minus, Q2R_plus, !Q2R_mult, seen_wage_of, needed_of in L0.
    rewrite Q2R_div, !Q2R_mult, Q2R_minus, Q2R_1, Q2R_2, natural_INR, right_signal_of in L0 by exact D.
    rewrite mean_at_mean, right_signal_of in L0 by (discriminate || exact L2).
    fold m e in L0.
    eapply Rle_trans; [exact L0|]; apply B; try (fold e; lra); try assumption.
    intros k K.
    destruct (supports_sound _ _ _ _ _ _ L1 k ltac:(rewrite L2; simpl in K; lia)) as [A A'].
    rewrite right_signal_of in A'; split; [exact A|exact A'].
  - unfold check_high in U.
    repeat match type of U with _ &&& _ = true => apply both in U; let X := fresh "U" in destruct U as [U X] end.
    apply Nat.eqb_eq in U; apply le_le in U0; apply le_le in U2.
    pose proof (positive_pos (common (paid c))) as P.
    assert (N : forall k, 0 <= entry (paid c) k).
    { intros k; apply Rmult_le_pos; [now apply at_least_zero_nth|left; now apply Rinv_0_lt_compat]. }
    rewrite mean_at_mean, right_signal_of in U0, U2 by (discriminate || exact U).
    rewrite (mean_ext _ _ (fun j => entry (paid c) j ^ 1) (entry (paid c))) in U2 by (intros; ring).
    rewrite needed_of in U2; rewrite Q2R_plus, seen_wage_of in U0.
    exists (by_count (entry (paid c))); split.
    + apply concave_pay_implements; simpl; try (fold e); try lra; try assumption.
      * intros k K; simpl in K.
        pose proof (at_most_zero_nth _ U3 k) as C.
        rewrite (differences_blend (differences _)), blend_nth, differences_blend, !blend_nth in C
          by (rewrite ?differences_blend, ?blend_length, ?U; lia).
        rewrite !plus_IZR, !mult_IZR, !plus_IZR, !mult_IZR in C; unfold entry.
        apply (Rmult_le_reg_r (IZR (Zpos (common (paid c))))); [exact P|].
        field_simplify; [|lra]; lra.
      * destruct (g_samples g) as [|n] eqn:S; [discriminate|].
        apply Qeq_bool_iff, Qeq_eqR in U1.
        rewrite !Q2R_mult, natural_INR, mean_at_mean, right_signal_of, Q2R_2 in U1
          by (try discriminate; cbn [entries]; rewrite differences_blend, blend_length, U; reflexivity).
        fold m e in U1; unfold mean_slope; rewrite <- U1; f_equal; f_equal.
        apply mean_ext; intros k K; unfold steps, entry; cbn [entries common].
        rewrite differences_blend, blend_nth by (rewrite U; lia).
        rewrite plus_IZR, !mult_IZR; field; lra.
    + unfold pay, by_count; simpl samples.
      rewrite (expect_count _ _ (fun k => wage m (entry (paid c) k))); exact U0.
Qed.

Ltac prove_gap c :=
  match goal with |- certified ?g ?lo ?hi =>
    refine (check_gap_sound g c _); computed
  end.

(** ** Corrupted twins *)

Fixpoint replace (l : list Z) (k : nat) (x : Z) : list Z :=
  match l, k with
  | [], _ => []
  | _ :: l', O => x :: l'
  | y :: l', S j => y :: replace l' j x
  end.

(** The certificate with another utility paid at one count. *)
Definition with_paid (c : certificate) (k : nat) (x : Z) : certificate :=
  Certificate (participation_price c) (incentive_price c) (support c)
    (Vector (common (paid c)) (replace (entries (paid c)) k x)) (gap_low c) (gap_high c).

(** The certificate with another supporting point at one count. *)
Definition with_support (c : certificate) (k : nat) (x : Z) : certificate :=
  Certificate (participation_price c) (incentive_price c)
    (Vector (common (support c)) (replace (entries (support c)) k x)) (paid c) (gap_low c) (gap_high c).

(** The certificate with another lower bound. *)
Definition with_gap_low (c : certificate) (lo : Q) : certificate :=
  Certificate (participation_price c) (incentive_price c) (support c) (paid c) lo (gap_high c).
