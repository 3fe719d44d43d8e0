(** * Central moments of the count, as polynomials in the probability of agreement

    In words.  E[(S - nq)^j] for S ~ Binomial(n, q) is a polynomial in q, with M_0 = 1, M_1 = 0 and
    M_(j+1) = q(1-q)(M_j' + n j M_(j-1)) ([moment_value]); [moment_sum] does the same for polynomials of s(S - nq).

    Source.  Romanovsky's recursion, standard.  Assumed: 0 < q < 1. *)

From Coq Require Import Reals List ZArith QArith Qreals Lia Lra Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Polynomial.
Open Scope R_scope.

(** The derivative of a mean in the probability, of a function that varies with it too. *)
Lemma mean_derive n : forall (f : R -> nat -> R) (f1 : nat -> R) q, probability q ->
  (forall k, is_derive (fun x => f x k) q (f1 k)) ->
  is_derive (fun x => mean x n (f x)) q (mean q n (fun k => f q k * ((INR k - INR n * q) / (q * (1 - q))) + f1 k)).
Proof.
  induction n as [|n IH]; intros f f1 q Hq D.
  - cbn [mean]; replace (f q O * _ + f1 O) with (f1 O); [apply D|].
    destruct Hq; simpl; field; lra.
  - cbn [mean].
    pose proof (IH (fun x k => f x (S k)) (fun k => f1 (S k)) q Hq (fun k => D (S k))) as T.
    pose proof (IH f f1 q Hq D) as F; destruct Hq as [Q0 Q1].
    set (X := fun x => mean x n (fun k => f x (S k))) in *; set (Y := fun x => mean x n (f x)) in *.
    set (X' := mean q n (fun k => f q (S k) * ((INR k - INR n * q) / (q * (1 - q))) + f1 (S k))) in *.
    set (Y' := mean q n (fun k => f q k * ((INR k - INR n * q) / (q * (1 - q))) + f1 k)) in *.
    assert (V : q * mean q n (fun k => f q (S k) * ((INR (S k) - INR (S n) * q) / (q * (1 - q))) + f1 (S k)) +
      (1 - q) * mean q n (fun k => f q k * ((INR k - INR (S n) * q) / (q * (1 - q))) + f1 k) =
      (1 * X q + q * X') + (- 1 * Y q + (1 - q) * Y')).
    { rewrite (mean_ext q n _ (fun k => (f q (S k) * ((INR k - INR n * q) / (q * (1 - q))) + f1 (S k)) + / q * f q (S k))).
      2:{ intros k _; rewrite !S_INR; field; lra. }
      rewrite (mean_ext q n (fun k => f q k * ((INR k - INR (S n) * q) / (q * (1 - q))) + f1 k)
        (fun k => (f q k * ((INR k - INR n * q) / (q * (1 - q))) + f1 k) + - / (1 - q) * f q k)).
      2:{ intros k _; rewrite !S_INR; field; lra. }
      unfold X, Y, X', Y'; rewrite !mean_plus, !mean_scale; field; lra. }
    rewrite V.
    change (is_derive (fun x => x * X x + (1 - x) * Y x) q (plus (1 * X q + q * X') (- 1 * Y q + (1 - q) * Y'))).
    apply @is_derive_plus.
    + apply (is_derive_mult (fun x => x) X q 1 X' (is_derive_id (K := R_AbsRing) q) T); intros; apply Rmult_comm.
    + apply (is_derive_mult (fun x => 1 - x) Y q (- 1) Y'); [auto_derive; [trivial|ring]|exact F|intros; apply Rmult_comm].
Qed.

Section Count.
Variable count : positive.
Let n : nat := Pos.to_nat count.
Let size : Q := inject_Z (Zpos count).

Lemma size_value : Q2R size = INR n.
Proof. unfold size, n; rewrite Q2R_inject, INR_IZR_INZ, positive_nat_Z; reflexivity. Qed.

Definition spread : poly := [0%Q; 1%Q; (-1)%Q].

(** M_j and M_(j+1), for j factors. *)
Fixpoint moments (j : nat) : poly * poly :=
  match j with
  | O => ([1%Q], [])
  | S k => let (before, last) := moments k in
      (last, mul spread (add (slope last) (scale_by (size * inject_Z (Z.of_nat (S k))) before)))
  end.

Definition central (j : nat) (q : R) : R := mean q n (fun k => (INR k - INR n * q) ^ j).

Lemma central_derive j q : probability q ->
  is_derive (central (S j)) q (central (S (S j)) q / (q * (1 - q)) - INR n * INR (S j) * central j q).
Proof.
  intros Hq; pose proof (mean_derive n (fun x k => (INR k - INR n * x) ^ S j)
    (fun k => - (INR n * INR (S j)) * (INR k - INR n * q) ^ j) q Hq) as D; cbv beta in D.
  destruct Hq as [Q0 Q1].
  replace (central (S (S j)) q / (q * (1 - q)) - INR n * INR (S j) * central j q) with
    (mean q n (fun k => (INR k - INR n * q) ^ S j * ((INR k - INR n * q) / (q * (1 - q))) +
      - (INR n * INR (S j)) * (INR k - INR n * q) ^ j)).
  - apply D; intros k.
    replace (- (INR n * INR (S j)) * (INR k - INR n * q) ^ j) with
      (INR (S j) * (- INR n) * (INR k - INR n * q) ^ pred (S j)) by (cbn [pred]; ring).
    apply (is_derive_pow (fun x => INR k - INR n * x) (S j) q (- INR n)); auto_derive; [trivial|ring].
  - rewrite mean_plus, mean_scale; unfold central.
    rewrite (mean_ext q n (fun k => (INR k - INR n * q) ^ S j * ((INR k - INR n * q) / (q * (1 - q))))
      (fun k => / (q * (1 - q)) * (INR k - INR n * q) ^ S (S j))).
    2:{ intros k _; cbn [pow]; field; lra. }
    rewrite mean_scale; field; lra.
Qed.

Lemma moments_value j : forall q, probability q ->
  value (fst (moments j)) q = central j q /\ value (snd (moments j)) q = central (S j) q.
Proof.
  induction j as [|j IH]; intros q Hq.
  - cbn [moments fst snd value]; unfold central; split.
    + rewrite (mean_ext q n _ (fun _ => 1)) by (intros; reflexivity); rewrite mean_const, Q2R_one; ring.
    + rewrite (mean_ext q n _ (fun k => INR k - INR n * q - 0)) by (intros; ring); rewrite mean_deviation; ring.
  - cbn [moments]; destruct (IH q Hq) as [B L]; destruct (moments j) as [before last]; cbn [fst snd] in *.
    split; [exact L|].
    assert (S' : value (slope last) q = central (S (S j)) q / (q * (1 - q)) - INR n * INR (S j) * central j q).
    { rewrite <- (is_derive_unique _ _ _ (slope_derive last q)).
      apply is_derive_unique, is_derive_ext_loc with (central (S j)); [|apply central_derive, Hq].
      destruct Hq as [Q0 Q1].
      assert (E : 0 < Rmin q (1 - q)) by (apply Rmin_glb_lt; lra).
      exists (mkposreal _ E); intros y Hy; change (Rabs (y - q) < Rmin q (1 - q)) in Hy.
      symmetry; apply (IH y); pose proof (Rmin_l q (1 - q)); pose proof (Rmin_r q (1 - q)).
      unfold Rabs in Hy; destruct (Rcase_abs (y - q)); unfold probability; lra. }
    rewrite value_mul, value_add, value_scale, S', B, Q2R_mult, size_value.
    replace (Q2R (inject_Z (Z.of_nat (S j)))) with (INR (S j)) by (rewrite INR_IZR_INZ; unfold Q2R; simpl; field).
    unfold spread; cbn [value]; rewrite Q2R_zero, Q2R_one; replace (Q2R (-1)) with (-1) by (unfold Q2R; simpl; field).
    destruct Hq; field; lra.
Qed.

(** E[p(s(S - nq))], the constant term first; [pair] holds the moments of two neighbouring orders. *)
Fixpoint moment_sum_from (k : nat) (pair : poly * poly) (power s : Q) (p : poly) : poly :=
  match p with
  | [] => []
  | a :: p' => let (before, last) := pair in
      add (scale_by (a * power) before)
        (moment_sum_from (S k)
          (last, mul spread (add (slope last) (scale_by (size * inject_Z (Z.of_nat (S k))) before))) (Qred (power * s)) s p')
  end.
Definition moment_sum (s : Q) (p : poly) : poly := moment_sum_from 0 (moments 0) 1 s p.

Lemma moment_sum_from_value q s p : probability q -> forall k power, Q2R power = Q2R s ^ k ->
  value (moment_sum_from k (moments k) power s p) q =
  mean q n (fun i => (Q2R s * (INR i - INR n * q)) ^ k * value p (Q2R s * (INR i - INR n * q))).
Proof.
  intros Hq; induction p as [|a p IH]; intros k power E; cbn [moment_sum_from value].
  - rewrite (mean_ext q n _ (fun _ => 0)) by (intros; ring); rewrite mean_const; reflexivity.
  - pose proof (proj1 (moments_value k q Hq)) as M; pose proof (IH (S k) (Qred (power * s))) as N; cbn [moments] in N.
    destruct (moments k) as [before last]; cbn [fst] in M.
    rewrite value_add, value_scale, M, N.
    2:{ rewrite Q2R_red, Q2R_mult, E; cbn [pow]; ring. }
    rewrite Q2R_mult, E; unfold central; rewrite <- mean_scale, <- mean_plus.
    apply mean_ext; intros i _; rewrite Rpow_mult_distr; cbn [pow]; rewrite Rpow_mult_distr; ring.
Qed.

Theorem moment_sum_value q s p : probability q ->
  value (moment_sum s p) q = mean q n (fun i => value p (Q2R s * (INR i - INR n * q))).
Proof.
  intros Hq; unfold moment_sum; rewrite moment_sum_from_value by (exact Hq || (rewrite Q2R_one; reflexivity)).
  apply mean_ext; intros; simpl; ring.
Qed.
End Count.
