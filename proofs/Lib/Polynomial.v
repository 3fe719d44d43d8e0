(** * Polynomials with rational coefficients, and how Coq sees that one is not negative

    In words.  Lists of rationals, the constant first: sums, products, division by x - a, slopes, integrals, one put into
    another.  A polynomial is at least 0 on [0, 1] if its form of Bernstein has no negative coefficient ([at_least_zero]; on
    any segment: Segment.v), and next to its least value if it is a square around a point and a rest ([bowl_above]).  All numbers are rational; no axiom beyond those of the reals.

    How.  Before a sign is looked for, coefficients are rounded down to multiples of 2^-160, which lowers values at x >= 0 by
    next to nothing ([floors_below]); what is left is in integers.  Most denominators are powers of two, whose common
    factors are seen without Euclid ([lowest], [sum_of]).

    Source.  Bernstein's form: standard.  Assumed: nothing. *)

From Coq Require Import Reals List ZArith QArith Qreals Qround Bool Lia Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Coq Require Export ZArith.BinInt QArith.QArith_base.
From FirstBest.Lib Require Export Computed.
Import ListNotations.
Export ListNotations.
Open Scope R_scope.

Lemma Q2R_zero : Q2R 0 = 0. Proof. unfold Q2R; simpl; ring. Qed.
Lemma Q2R_one : Q2R 1 = 1. Proof. unfold Q2R; simpl; field. Qed.
Lemma Q2R_inject k : Q2R (inject_Z (Zpos k)) = IZR (Zpos k).
Proof. unfold Q2R; simpl; field. Qed.
Lemma Q2R_unit k : Q2R (1 # k) = / IZR (Zpos k).
Proof. unfold Q2R; simpl; ring. Qed.

(** ** Lowest terms *)

Fixpoint halved (n d : positive) : positive * positive :=
  match n, d with xO n', xO d' => halved n' d' | _, _ => (n, d) end.

Fixpoint power_of_two (d : positive) : bool :=
  match d with xH => true | xO d' => power_of_two d' | xI _ => false end.

Definition lowest_of (sign : positive -> Z) (n d : positive) : Q :=
  let (n', d') := halved n d in if power_of_two d' then sign n' # d' else Qred (sign n' # d').

Definition lowest (a : Q) : Q :=
  match a with
  | Z0 # _ => 0%Q
  | Zpos n # d => lowest_of Zpos n d
  | Zneg n # d => lowest_of Zneg n d
  end.

Lemma halved_ratio n : forall d, (Zpos (fst (halved n d)) * Zpos d = Zpos n * Zpos (snd (halved n d)))%Z.
Proof. induction n as [n IH|n IH|]; intros [d|d|]; cbn [halved fst snd]; try reflexivity; specialize (IH d); lia. Qed.

Lemma lowest_of_equal (sign : positive -> Z) (s : Z) n d : (forall k, sign k = (s * Zpos k)%Z) ->
  (lowest_of sign n d == sign n # d)%Q.
Proof.
  intros S; unfold lowest_of; pose proof (halved_ratio n d) as H; destruct (halved n d) as [n' d']; cbn [fst snd] in H.
  destruct (power_of_two d'); [|rewrite Qred_correct]; unfold Qeq; cbn [Qnum Qden]; rewrite !S, <- !Z.mul_assoc, H; reflexivity.
Qed.

Lemma lowest_equal a : (lowest a == a)%Q.
Proof.
  destruct a as [[|n|n] d]; cbn [lowest]; [reflexivity|apply (lowest_of_equal _ 1)|apply (lowest_of_equal _ (-1))]; intros; lia.
Qed.

Lemma Q2R_lowest a : Q2R (lowest a) = Q2R a.
Proof. apply Qeq_eqR, lowest_equal. Qed.

(** Denominators without their common powers of two, and these. *)
Fixpoint apart (d e : positive) : positive * positive * positive :=
  match d, e with xO d', xO e' => let '(d0, e0, c) := apart d' e' in (d0, e0, xO c) | _, _ => (d, e, xH) end.

Lemma apart_product d : forall e, let '(d0, e0, c) := apart d e in d = (d0 * c)%positive /\ e = (e0 * c)%positive.
Proof.
  induction d as [d IH|d IH|]; intros [e|e|]; cbn [apart]; try (split; lia).
  specialize (IH e); destruct (apart d e) as [[d0 e0] c]; destruct IH as [-> ->]; split; lia.
Qed.

Definition sum_of (a b : Q) : Q :=
  let '(d0, e0, c) := apart (Qden a) (Qden b) in
  lowest ((Zpos e0 * Qnum a + Zpos d0 * Qnum b) # (c * (d0 * e0))).

Lemma sum_of_value a b : Q2R (sum_of a b) = Q2R a + Q2R b.
Proof.
  rewrite <- Q2R_plus; unfold sum_of; pose proof (apart_product (Qden a) (Qden b)) as H.
  destruct (apart (Qden a) (Qden b)) as [[d0 e0] c]; destruct H as [D E]; rewrite Q2R_lowest; apply Qeq_eqR.
  destruct a as [n d]; destruct b as [k e]; cbn [Qnum Qden] in *; subst d e; unfold Qplus, Qeq; cbn [Qnum Qden]; rewrite !Pos2Z.inj_mul; ring.
Qed.

(** ** Values *)

Definition poly := list Q.

Fixpoint value (p : poly) (x : R) : R :=
  match p with [] => 0 | a :: p' => Q2R a + x * value p' x end.

Fixpoint add (p q : poly) : poly :=
  match p, q with
  | [], _ => q
  | _, [] => p
  | a :: p', b :: q' => sum_of a b :: add p' q'
  end.

Definition scale_by (a : Q) (p : poly) : poly := map (fun b => lowest (a * b)) p.

Fixpoint mul (p q : poly) : poly :=
  match p with [] => [] | a :: p' => add (scale_by a q) (0%Q :: mul p' q) end.

Fixpoint shift (k : nat) (p : poly) : poly := match k with O => p | S j => 0%Q :: shift j p end.

Lemma Q2R_red a : Q2R (Qred a) = Q2R a.
Proof. apply Qeq_eqR, Qred_correct. Qed.

Lemma value_add p : forall q x, value (add p q) x = value p x + value q x.
Proof.
  induction p as [|a p IH]; intros [|b q] x; cbn [add value]; try ring.
  rewrite sum_of_value, IH; ring.
Qed.

Lemma value_scale a p x : value (scale_by a p) x = Q2R a * value p x.
Proof.
  induction p as [|b p IH]; cbn [scale_by map value]; [ring|].
  fold (scale_by a p); rewrite Q2R_lowest, Q2R_mult, IH; ring.
Qed.

Lemma value_mul p : forall q x, value (mul p q) x = value p x * value q x.
Proof.
  induction p as [|a p IH]; intros q x; cbn [mul value]; [ring|].
  rewrite value_add, value_scale; cbn [value]; rewrite IH, Q2R_zero; ring.
Qed.

Lemma value_shift k p x : value (shift k p) x = x ^ k * value p x.
Proof. induction k as [|k IH]; cbn [shift value pow]; [ring|]. rewrite IH, Q2R_zero; ring. Qed.

(** Quotient and rest by x - a. *)
Fixpoint divide (a : Q) (p : poly) : poly * Q :=
  match p with
  | [] => ([], 0%Q)
  | b :: p' => let (q, r) := divide a p' in (r :: q, sum_of b (a * r))
  end.

Lemma value_divide a p x : value p x = (x - Q2R a) * value (fst (divide a p)) x + Q2R (snd (divide a p)).
Proof.
  induction p as [|b p IH]; cbn [divide value fst snd]; [rewrite Q2R_zero; ring|].
  rewrite IH; destruct (divide a p) as [q r]; cbn [fst snd value].
  rewrite sum_of_value, Q2R_mult; ring.
Qed.

(** ** Rounding down *)

Definition grain : positive := Pos.pow 2 160.

(** The quotient, rounded down; powers of two go bit by bit. *)
Fixpoint floor_of (n : Z) (d : positive) : Z :=
  match d with xO d' => floor_of (Z.div2 n) d' | xH => n | xI _ => (n / Zpos d)%Z end.
Definition floored (a : Q) : Z := floor_of (Zpos grain * Qnum a) (Qden a).
Definition floors (p : poly) : list Z := map floored p.

Lemma floor_of_quotient d : forall n, floor_of n d = (n / Zpos d)%Z.
Proof.
  induction d as [d IH|d IH|]; intros n; cbn [floor_of]; [reflexivity| |symmetry; apply Z.div_1_r].
  rewrite IH, Z.div2_div, Z.div_div by lia; reflexivity.
Qed.

Lemma floored_floor a : floored a = Qfloor (a * inject_Z (Zpos grain)).
Proof.
  unfold floored; rewrite floor_of_quotient; destruct a as [n d]; unfold Qfloor, Qmult, inject_Z; cbn [Qnum Qden].
  f_equal; [apply Z.mul_comm|rewrite Pos.mul_1_r; reflexivity].
Qed.

Lemma floored_below a : IZR (floored a) <= IZR (Zpos grain) * Q2R a.
Proof.
  rewrite floored_floor; generalize grain; intros g.
  pose proof (Qfloor_le (a * inject_Z (Zpos g))) as F; apply Qle_Rle in F; rewrite Q2R_mult, Q2R_inject in F.
  replace (Q2R (inject_Z (Qfloor (a * inject_Z (Zpos g))))) with (IZR (Qfloor (a * inject_Z (Zpos g)))) in F
    by (unfold Q2R; simpl; field); lra.
Qed.

Fixpoint whole_value (p : list Z) (x : R) : R :=
  match p with [] => 0 | a :: p' => IZR a + x * whole_value p' x end.

Lemma grain_positive : 0 < IZR (Zpos grain). Proof. apply IZR_lt; lia. Qed.

Lemma floors_below p x : 0 <= x -> whole_value (floors p) x <= IZR (Zpos grain) * value p x.
Proof.
  intros X; induction p as [|a p IH]; cbn [floors map whole_value value]; [lra|fold (floors p)].
  pose proof (floored_below a) as F; pose proof (Rmult_le_compat_l x _ _ X IH) as T; lra.
Qed.

(** The same as a polynomial. *)
Definition rounded_down (p : poly) : poly := map (fun z => z # grain) (floors p).

Lemma rounded_down_below p x : 0 <= x -> value (rounded_down p) x <= value p x.
Proof.
  intros X; pose proof (floors_below p x X) as F; pose proof grain_positive as G; unfold rounded_down.
  apply Rmult_le_reg_l with (IZR (Zpos grain)); [exact G|]; refine (Rle_trans _ _ _ _ F); right; clear F.
  revert G; generalize grain; intros g G.
  induction (floors p) as [|z l IH]; cbn [map value whole_value]; [ring|].
  rewrite <- IH; unfold Q2R at 1; cbn [Qnum Qden]; field; lra.
Qed.

Lemma floored_above a : IZR (Zpos grain) * Q2R a <= IZR (floored a) + 1.
Proof.
  rewrite floored_floor; generalize grain; intros g.
  pose proof (Qlt_floor (a * inject_Z (Zpos g))) as F; apply Qlt_Rlt in F; rewrite Q2R_mult, Q2R_inject in F.
  set (z := Qfloor (a * inject_Z (Zpos g))) in *.
  replace (Q2R (inject_Z (z + 1))) with (IZR z + 1) in F by (rewrite <- plus_IZR; unfold Q2R; simpl; field); lra.
Qed.

(** Nowhere in [-2, 2] below p, and hardly above. *)
Definition rounded_up (p : poly) : poly := add [2 ^ Z.of_nat (length p) # grain] (rounded_down p).

Lemma rounding_error p x : -2 <= x <= 2 ->
  Rabs (value p x - value (rounded_down p) x) <= (2 ^ length p - 1) / IZR (Zpos grain).
Proof.
  intros X; pose proof grain_positive as G; unfold rounded_down, floors; rewrite map_map.
  induction p as [|a p IH]; cbn [map value length pow]; [rewrite Rminus_0_r, Rabs_R0; right; field; lra|].
  pose proof (floored_below a) as L; pose proof (floored_above a) as U.
  set (v := value p x) in *; set (w := value (map (fun b => floored b # grain) p) x) in *; set (c := 2 ^ length p) in *.
  assert (A : Rabs (Q2R a - Q2R (floored a # grain)) <= 1 / IZR (Zpos grain)).
  { unfold Q2R at 2; cbn [Qnum Qden]; revert G L U; generalize (floored a), grain; intros z g G L U.
    apply Rmult_le_reg_r with (IZR (Zpos g)); [exact G|].
    rewrite <- (Rabs_pos_eq (IZR (Zpos g))) at 2 by lra; rewrite <- Rabs_mult.
    replace ((Q2R a - IZR z * / IZR (Zpos g)) * IZR (Zpos g)) with (IZR (Zpos g) * Q2R a - IZR z) by (field; lra).
    rewrite Rabs_pos_eq by lra; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra. }
  replace (Q2R a + x * v - (Q2R (floored a # grain) + x * w)) with (Q2R a - Q2R (floored a # grain) + x * (v - w)) by ring.
  apply Rle_trans with (1 := Rabs_triang _ _); rewrite Rabs_mult.
  assert (Rabs x * Rabs (v - w) <= 2 * ((c - 1) / IZR (Zpos grain))).
  { apply Rmult_le_compat; try apply Rabs_pos; [apply Rabs_le, X|exact IH]. }
  replace ((2 * c - 1) / IZR (Zpos grain)) with (1 / IZR (Zpos grain) + 2 * ((c - 1) / IZR (Zpos grain))) by (field; lra); lra.
Qed.

Lemma rounded_up_above p x : -2 <= x <= 2 -> value p x <= value (rounded_up p) x.
Proof.
  intros X; pose proof (rounding_error p x X) as E; pose proof (Rle_abs (value p x - value (rounded_down p) x)) as A.
  pose proof grain_positive as G; unfold rounded_up; rewrite value_add; cbn [value].
  unfold Q2R; cbn [Qnum Qden]; rewrite <- pow_IZR; unfold Rdiv in E.
  rewrite Rmult_minus_distr_r in E; pose proof (Rinv_0_lt_compat _ G); lra.
Qed.

Lemma value_zero p : value p 0 = Q2R (hd 0%Q p).
Proof. destruct p as [|a p]; cbn [value hd]; [rewrite Q2R_zero; reflexivity|ring]. Qed.

(** ** Signs *)

(** Bernstein's form: with x = 1/(1+t), t >= 0, (1+t)^d p(x) is a polynomial in t. *)
Fixpoint carry (a : Z) (p : list Z) : list Z := match p with [] => [a] | b :: p' => (a + b)%Z :: carry b p' end.
Fixpoint bernstein (done p : list Z) : list Z := match p with [] => done | a :: p' => bernstein (carry a done) p' end.

Lemma carry_value p t : forall a, whole_value (carry a p) t = IZR a + (1 + t) * whole_value p t.
Proof. induction p as [|b p IH]; intros a; cbn [carry whole_value]; [ring|rewrite IH, plus_IZR; ring]. Qed.

Lemma bernstein_value p t : 0 <= t -> forall done, (1 + t) * whole_value (bernstein done p) t =
  (1 + t) ^ length p * ((1 + t) * whole_value done t + whole_value p (/ (1 + t))).
Proof.
  intros T; induction p as [|a p IH]; intros done; cbn [bernstein length pow whole_value]; [ring|].
  rewrite IH, carry_value; field; lra.
Qed.

Definition no_negative (p : list Z) : bool := forallb (Z.leb 0) p.

Lemma no_negative_value p t : no_negative p = true -> 0 <= t -> 0 <= whole_value p t.
Proof.
  intros H T; induction p as [|a p IH]; cbn [whole_value]; [lra|].
  cbn [no_negative forallb] in H; apply both in H; destruct H as [A P].
  apply Z.leb_le, IZR_le in A; pose proof (Rmult_le_pos _ _ T (IH P)); lra.
Qed.

(** At least 0 on [0, 1]. *)
Definition whole_at_least_zero (p : list Z) : bool := Z.leb 0 (hd 0%Z p) &&& no_negative (bernstein [] p).
Definition at_least_zero (p : poly) : bool := whole_at_least_zero (floors p).

Lemma whole_at_least_zero_value p x : whole_at_least_zero p = true -> 0 <= x <= 1 -> 0 <= whole_value p x.
Proof.
  intros H [X0 X1]; apply both in H; destruct H as [H0 H].
  destruct (Rle_lt_or_eq_dec 0 x X0) as [X|<-].
  - set (t := / x - 1).
    assert (T : 0 <= t).
    { unfold t; apply Rmult_le_compat_r with (r := / x) in X1; [|left; apply Rinv_0_lt_compat, X].
      rewrite Rinv_r in X1; lra. }
    assert (Ex : / (1 + t) = x) by (unfold t; replace (1 + (/ x - 1)) with (/ x) by ring; apply Rinv_inv).
    pose proof (bernstein_value p t T []) as B; rewrite Ex in B; cbn [whole_value] in B.
    pose proof (no_negative_value _ t H T) as N.
    assert (P : 0 < (1 + t) ^ length p) by (apply pow_lt; lra).
    apply Rmult_le_reg_l with ((1 + t) ^ length p); [exact P|].
    rewrite Rmult_0_r; rewrite Rmult_0_r, Rplus_0_l in B; rewrite <- B; apply Rmult_le_pos; lra.
  - destruct p as [|a p]; cbn [whole_value]; [lra|].
    cbn [hd] in H0; apply Z.leb_le, IZR_le in H0; lra.
Qed.

Lemma at_least_zero_value p x : at_least_zero p = true -> 0 <= x <= 1 -> 0 <= value p x.
Proof.
  intros H Hx; apply Rmult_le_reg_l with (IZR (Zpos grain)); [exact grain_positive|]; rewrite Rmult_0_r.
  apply Rle_trans with (whole_value (floors p) x); [apply whole_at_least_zero_value; assumption|apply floors_below, Hx].
Qed.

(** At least 0 on [0, 1] as a square around [near] and a rest: (x - near)^2 Q(x) + r1 (x - near) + r0, Q >= bend > 0. *)
Definition less (a b : Q) : bool := negb (Qle_bool b a).

Definition bowl_above (near bend : Q) (p : poly) : bool :=
  let (once, rest0) := divide near (rounded_down p) in
  let (quotient, rest1) := divide near once in
  less 0 bend &&& at_least_zero (add [Qred (- bend)] quotient) &&& Qle_bool (rest1 * rest1) (4 * (bend * rest0)).

Lemma less_lt a b : less a b = true -> Q2R a < Q2R b.
Proof.
  intros H; apply Qlt_Rlt; unfold less in H; apply negb_true_iff in H.
  apply Qnot_le_lt; intros L; apply Qle_bool_iff in L; congruence.
Qed.
Lemma le_le a b : Qle_bool a b = true -> Q2R a <= Q2R b.
Proof. intros H; apply Qle_Rle, Qle_bool_iff, H. Qed.

Lemma bowl_above_value near bend p x : bowl_above near bend p = true -> 0 <= x <= 1 -> 0 <= value p x.
Proof.
  unfold bowl_above; intros H Hx; apply Rle_trans with (value (rounded_down p) x); [|apply rounded_down_below, Hx].
  revert H; generalize (rounded_down p); clear p; intros p H; rewrite (value_divide near).
  destruct (divide near p) as [once rest0]; cbn [fst snd].
  rewrite (value_divide near); destruct (divide near once) as [quotient rest1]; cbn [fst snd].
  apply both in H; destruct H as [H Disc]; apply both in H; destruct H as [Fl Pos].
  apply less_lt in Fl; rewrite Q2R_zero in Fl.
  apply at_least_zero_value with (x := x) in Pos; [|exact Hx].
  rewrite value_add in Pos; cbn [value] in Pos; rewrite Q2R_red, Q2R_opp in Pos.
  apply le_le in Disc; rewrite !Q2R_mult in Disc; replace (Q2R 4) with 4 in Disc by (unfold Q2R; simpl; field).
  set (d := x - Q2R near) in *.
  set (f := Q2R bend) in *; set (r1 := Q2R rest1) in *; set (r0 := Q2R rest0) in *.
  assert (L : f * (d * d) <= d * d * value quotient x).
  { rewrite Rmult_comm; apply Rmult_le_compat_l; [apply Rle_0_sqr|lra]. }
  assert (T : 0 <= f * (d * d) + (r1 * d + r0)).
  { apply Rmult_le_reg_l with (4 * f); [lra|]; rewrite Rmult_0_r.
    replace (4 * f * (f * (d * d) + (r1 * d + r0))) with
      ((2 * f * d + r1) * (2 * f * d + r1) + (4 * (f * r0) - r1 * r1)) by ring.
    pose proof (Rle_0_sqr (2 * f * d + r1)); unfold Rsqr in *; lra. }
  lra.
Qed.

(** ** Slopes, integrals and polynomials of polynomials *)

(** The slope, counted from the power k on. *)
Fixpoint slope_from (k : positive) (p : poly) : poly :=
  match p with [] => [] | a :: p' => lowest (inject_Z (Zpos k) * a) :: slope_from (Pos.succ k) p' end.
Definition slope (p : poly) : poly := slope_from 1 (tl p).

Fixpoint integral_from (k : positive) (p : poly) : poly :=
  match p with [] => [] | a :: p' => lowest (a * (1 # k)) :: integral_from (Pos.succ k) p' end.
Definition integral (p : poly) : poly := 0%Q :: integral_from 1 p.

Lemma slope_from_derive p : forall k x,
  is_derive (fun y => y ^ Pos.to_nat k * value p y) x (x ^ pred (Pos.to_nat k) * value (slope_from k p) x).
Proof.
  induction p as [|a p IH]; intros k x; cbn [slope_from value].
  - apply is_derive_ext with (fun _ => 0); [intros y; change (0 = y ^ Pos.to_nat k * 0); ring|].
    rewrite Rmult_0_r; apply @is_derive_const.
  - apply is_derive_ext with (fun y => Q2R a * y ^ Pos.to_nat k + y ^ Pos.to_nat (Pos.succ k) * value p y).
    { intros y; change (Q2R a * y ^ Pos.to_nat k + y ^ Pos.to_nat (Pos.succ k) * value p y =
        y ^ Pos.to_nat k * (Q2R a + y * value p y)); rewrite Pos2Nat.inj_succ; cbn [pow]; ring. }
    replace (x ^ pred (Pos.to_nat k) * (Q2R (lowest (inject_Z (Z.pos k) * a)) + x * value (slope_from (Pos.succ k) p) x)) with
      (plus (Q2R a * (INR (Pos.to_nat k) * 1 * x ^ pred (Pos.to_nat k)))
        (x ^ pred (Pos.to_nat (Pos.succ k)) * value (slope_from (Pos.succ k) p) x)).
    + apply @is_derive_plus; [|apply IH].
      apply is_derive_scal; exact (is_derive_pow (fun z => z) (Pos.to_nat k) x 1 (is_derive_id (K := R_AbsRing) x)).
    + rewrite Q2R_lowest, Q2R_mult, Q2R_inject, INR_IZR_INZ, positive_nat_Z, Pos2Nat.inj_succ; cbn [pred].
      set (v := value (slope_from (Pos.succ k) p) x).
      replace (x ^ Pos.to_nat k) with (x ^ pred (Pos.to_nat k) * x).
      { change (Q2R a * (IZR (Z.pos k) * 1 * x ^ pred (Pos.to_nat k)) + x ^ pred (Pos.to_nat k) * x * v =
          x ^ pred (Pos.to_nat k) * (IZR (Z.pos k) * Q2R a + x * v)); ring. }
      rewrite Rmult_comm; change (x ^ S (pred (Pos.to_nat k)) = x ^ Pos.to_nat k); f_equal.
      pose proof (Pos2Nat.is_pos k); lia.
Qed.

Lemma slope_derive p x : is_derive (value p) x (value (slope p) x).
Proof.
  destruct p as [|a p]; unfold slope; cbn [tl slope_from value].
  - apply @is_derive_const.
  - pose proof (slope_from_derive p 1 x) as D.
    change (Pos.to_nat 1) with 1%nat in D; cbn [pred pow] in D.
    replace (value (slope_from 1 p) x) with (plus 0 (1 * value (slope_from 1 p) x)) by (change (0 + 1 * value (slope_from 1 p) x = value (slope_from 1 p) x); ring).
    apply (is_derive_ext (fun y => Q2R a + y * 1 * value p y)).
    { intros y; change (Q2R a + y * 1 * value p y = Q2R a + y * value p y); ring. }
    apply @is_derive_plus; [apply @is_derive_const|exact D].
Qed.

Lemma slope_integral p x : value (slope (integral p)) x = value p x.
Proof.
  unfold slope, integral; cbn [tl].
  assert (G : forall k, value (slope_from k (integral_from k p)) x = value p x); [|apply G].
  induction p as [|a p IH]; intros k; cbn [integral_from slope_from value]; [reflexivity|].
  rewrite IH, !Q2R_lowest, !Q2R_mult, Q2R_lowest, Q2R_mult, Q2R_inject, Q2R_unit; field.
  apply IZR_neq; lia.
Qed.

(** p(s(x)). *)
Fixpoint compose (p s : poly) : poly := match p with [] => [] | a :: p' => add [a] (mul s (compose p' s)) end.

Lemma value_compose p s x : value (compose p s) x = value p (value s x).
Proof.
  induction p as [|a p IH]; cbn [compose value]; [reflexivity|].
  rewrite value_add, value_mul, IH; cbn [value]; ring.
Qed.
